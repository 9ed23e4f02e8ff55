import { seal } from '../../sql/sealed.ts';
import { fault } from './faults.ts';

type Globals = Record<string, unknown>;

/** Defines `biform.target({ engine: text })`: the branch of the engine that this evaluation is for. */
export function bindTarget(globals: Globals, engine: string | undefined, dialect: string | undefined): void {
  if (engine === undefined) return;
  const target = (branches: Globals): unknown => {
    if (typeof branches !== 'object' || branches === null) {
      throw fault('BF1096', 'biform.target() takes an object with a text for each engine.', TypeError);
    }
    if (Object.hasOwn(branches, engine)) {
      const branch = branches[engine];
      return engine === dialect || typeof branch !== 'string' ? branch : seal(branch);
    }
    if (Object.hasOwn(branches, 'default')) return branches['default'];
    const given = Object.keys(branches).join(', ') || 'nothing';
    throw fault('BF1096', `biform.target() has no text for ${engine}; it has ${given}.`);
  };
  const value = Object.freeze({ target });
  Object.defineProperty(globals, 'biform', { value, enumerable: false, writable: false, configurable: false });
}
