import { sameName } from '../../analyse/model/relation.ts';
import type { Expr, Ident, Select, SelectItem } from '../../sql/ast.ts';
import type { Printer } from './rules.ts';
import type { Frag } from './text.ts';
import { walk } from './walk.ts';

type Star = Extract<SelectItem, { kind: 'star' }>;

/** A column or field that a star stands for. */
export interface Shown {
  readonly name: string;
  readonly value: Frag;
}

/** What a star shows, one by one; undefined where its columns are not known, have no name or share one. */
export function shownBy(item: Star, s: Select, p: Printer): readonly Shown[] | undefined {
  const found = item.of ? valuesOf(item.of, p) : columnsOf(s, p);
  if (!found) return undefined;
  const shown = found
    .filter(({ name }) => !item.except.some((out) => sameName(out.name, name)))
    .map((one) => {
      const instead = item.replace.find((r) => sameName(r.name.name, one.name));
      return instead ? { name: instead.name.name, value: p.expr(instead.value) } : one;
    });
  const names = new Set(shown.map(({ name }) => name.toLowerCase()));
  return shown.length > 0 && names.size === shown.length ? shown : undefined;
}

/** The columns of a range variable, or the fields of a struct. */
function valuesOf(of: Expr, p: Printer): readonly Shown[] | undefined {
  const binding = of.kind === 'path' ? p.session.binder.bindings.get(of) : undefined;
  if (binding?.kind === 'row' && binding.path.length === 0) {
    const { relation } = binding;
    if (!relation.complete || relation.value || relation.alias === undefined) return undefined;
    const names = namesOf(relation.columns);
    return names?.map((name) => ({ name, value: p.expr(below(of, name)) }));
  }
  const type = p.type(of);
  if (type?.kind !== 'STRUCT' || changes(of)) return undefined;
  return namesOf(type.fields)?.map((name) => ({ name, value: p.expr(below(of, name)) }));
}

/** `of.name`: a path stays a path, and a field of one of two values is one of two fields. */
function below(of: Expr, name: string): Expr {
  const { start, end } = of;
  const field: Ident = { start, end, name, quoted: true };
  if (of.kind === 'path') return { start, end, kind: 'path', parts: [...of.parts, field] };
  const [condition, yes, no] = of.kind === 'call' && of.name === 'IF' ? of.args : [];
  if (of.kind === 'call' && condition && yes && no)
    return { ...of, args: [condition, below(yes, name), below(no, name)] };
  return { start, end, kind: 'field', of, name: field };
}

/** Whether a value may come out differently each time it is asked. */
function changes(e: Expr): boolean {
  let found = false;
  walk(e, (node) => {
    const { name = '' } = node as { kind: string; name?: string };
    found ||= node.kind === 'call' && ['RAND', 'GENERATE_UUID'].includes(name);
    return !found;
  });
  return found;
}

/** The columns of the FROM clause. */
function columnsOf(s: Select, p: Printer): readonly Shown[] | undefined {
  const scope = s.from && p.session.binder.froms.get(s.from);
  if (!scope?.complete || scope.merged || scope.relations.some(({ alias, value }) => value || alias === undefined))
    return undefined;
  const parts = scope.relations.map(({ alias = '', columns }) => ({ alias, names: namesOf(columns) }));
  return parts.some(({ names }) => names === undefined)
    ? undefined
    : parts.flatMap(({ alias, names = [] }) =>
        names.map((name) => ({ name, value: p.expr(below(pathTo(s, alias), name)) })),
      );
}

const pathTo = ({ start, end }: Select, name: string): Expr => ({
  start,
  end,
  kind: 'path',
  parts: [{ start, end, name, quoted: true }],
});

function namesOf(
  columns: readonly { readonly name?: string; readonly pseudo?: true }[],
): readonly string[] | undefined {
  const names = columns.filter(({ pseudo }) => !pseudo).map(({ name }) => name);
  return names.every((name) => name !== undefined) ? names : undefined;
}
