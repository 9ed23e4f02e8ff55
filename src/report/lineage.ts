import type { Paint } from './paint.ts';

/** A line of a tree and what hangs below it. */
export interface Branch {
  readonly text: string;
  readonly next: readonly Branch[];
}

/** A tree as lines, the root first. */
export function treeText(root: Branch, p: Paint): string {
  const lines = [root.text];
  const add = (branches: readonly Branch[], indent: string): void => {
    for (const [index, { text, next }] of branches.entries()) {
      const last = index === branches.length - 1;
      lines.push(`${p.dim(`${indent}${last ? '└─' : '├─'}`)} ${text}`);
      add(next, `${indent}${last ? '   ' : '│  '}`);
    }
  };
  add(root.next, '');
  return `${lines.join('\n')}\n`;
}
