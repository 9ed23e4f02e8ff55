import type { Select } from '../../sql/ast.ts';
import { bindWindow } from '../expression/window.ts';
import { type Binder, type Place, report } from '../model/binder.ts';
import { type Scope, sameName } from '../model/relation.ts';

const WINDOW: Place = { clause: 'WINDOW', aggregates: true, windows: false };

/** Binds the windows of a WINDOW clause; each may build on those before it. */
export function bindWindows(b: Binder, scope: Scope, windows: Select['windows']): void {
  for (const [i, { name, spec }] of windows.entries()) {
    const before = windows.slice(0, i);
    if (before.some((other) => sameName(other.name.name, name.name))) report(b, 'BF2122', { name: name.name }, name);
    bindWindow(b, { ...scope, windows: before }, spec, WINDOW);
  }
}
