import type { Node } from '../rules/model.ts';
import { skip } from '../rules/tree.ts';

/** A name of a table or column: its parts without quotes, and where it ends. */
export interface NamePath {
  readonly parts: readonly string[];
  readonly end: number;
}

/** The name of a quoted or bare word. */
export const bareName = (text: string): string =>
  /^".*"$/s.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text.replace(/^[[`]|[\]`]$/g, '').replace(/^#+/, '');

/** A path that begins at `i`. */
export function pathAt(nodes: readonly Node[], i: number): NamePath | undefined {
  const parts: string[] = [];
  let at = skip(nodes, i);
  for (;;) {
    const node = nodes[at];
    if (node?.kind !== 'leaf' || !/^(?:word|quoted)$/.test(node.token.kind)) return undefined;
    parts.push(bareName(node.text));
    const dot = skip(nodes, at + 1);
    if (nodes[dot]?.word !== '.') return { parts, end: at + 1 };
    at = skip(nodes, dot + 1);
    if (nodes[at]?.word === '.') at = skip(nodes, at + 1);
  }
}

/** A name as both targets write it. */
export const quoted = (name: string): string =>
  /^[A-Za-z_]\w*$/.test(name) && !reserved.has(name.toUpperCase()) ? name : `\`${name.replaceAll('`', '')}\``;

export const quotedPath = (parts: readonly string[]): string => parts.map(quoted).join('.');

/** Words that GoogleSQL reserves. Source: GoogleSQL "Lexical structure", reserved keywords. */
const reserved = new Set(
  `ALL AND ANY ARRAY AS ASC ASSERT_ROWS_MODIFIED AT BETWEEN BY CASE CAST COLLATE CONTAINS CREATE CROSS CUBE CURRENT DEFAULT DEFINE
  DESC DISTINCT ELSE END ENUM ESCAPE EXCEPT EXCLUDE EXISTS EXTRACT FALSE FETCH FOLLOWING FOR FROM FULL GROUP GROUPING GROUPS HASH
  HAVING IF IGNORE IN INNER INTERSECT INTERVAL INTO IS JOIN LATERAL LEFT LIKE LIMIT LOOKUP MERGE NATURAL NEW NO NOT NULL NULLS OF
  ON OR ORDER OUTER OVER PARTITION PRECEDING PROTO QUALIFY RANGE RECURSIVE RESPECT RIGHT ROLLUP ROWS SELECT SET SOME STRUCT
  TABLESAMPLE THEN TO TREAT TRUE UNBOUNDED UNION UNNEST USING WHEN WHERE WINDOW WITH WITHIN`.split(/\s+/),
);
