import type { Expression, PlainSqlx, Template } from '../../sqlx/plain/form.ts';
import { ITERATORS, isBehind, MUTATORS, STATELESS } from './names.ts';

/**
 * Whether a plain SQLX file calls nothing but its own context, files that are inert (`globals` are their names) and what
 * has no state: see `isInert`.
 */
export function isInertPlain({ config, sql, where, pre, post }: PlainSqlx, globals: ReadonlySet<string>): boolean {
  const inTemplate = (template: Template): boolean =>
    typeof template === 'string' || (template.slice(1) as Expression[]).every(inside);
  const inside = (expression: Expression): boolean => {
    if (typeof expression !== 'object' || expression === null) return true;
    const [kind, first, second] = expression;
    switch (kind) {
      case 'literal':
        return true;
      case 'name':
        return globals.has(first as string) || STATELESS.has(first as string);
      case 'member':
        return (
          isHarmless(second as string) &&
          (isSettings(first as Expression, second as string) || inside(first as Expression))
        );
      case 'text':
        return inTemplate(first as Template);
      case 'context':
        return (expression.slice(2) as Expression[]).every(inside);
      case 'call':
      case 'list':
        return (expression.slice(1) as Expression[]).every(inside);
      case 'object':
        return (expression.slice(1) as Expression[]).every((part, at) => at % 2 === 0 || inside(part));
    }
  };
  return (
    inside(config) &&
    [...sql, ...(where === undefined ? [] : [where]), ...(pre ?? []), ...(post ?? [])].every(inTemplate)
  );
}

const isHarmless = (name: string): boolean =>
  !isBehind(name) && !MUTATORS.has(name) && !ITERATORS.has(name) && name !== 'test' && name !== 'exec';

const isSettings = (object: Expression, name: string): boolean =>
  Array.isArray(object) && object[0] === 'name' && object[1] === 'dataform' && name === 'projectConfig';
