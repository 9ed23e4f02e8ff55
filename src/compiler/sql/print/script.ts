import { unreachable } from '../../diagnostics/unreachable.ts';
import type { Statement } from '../ast-statement.ts';
import { exprList, exprText } from './expression.ts';
import { alias, ident, type Printing, tablePath, typeName } from './name.ts';
import { queryText } from './query.ts';
import { statementText } from './statement.ts';

type Script = Extract<
  Statement,
  {
    kind:
      | 'declare'
      | 'set'
      | 'if'
      | 'case'
      | 'loop'
      | 'while'
      | 'repeat'
      | 'for'
      | 'block'
      | 'call'
      | 'executeImmediate'
      | 'raise'
      | 'control';
  }
>;

const bodyText = (body: readonly Statement[], p: Printing): string =>
  body.map((statement) => `${statementText(statement, p)}; `).join('');

/** ` ELSE ..`, or nothing. */
const elseText = (body: readonly Statement[], p: Printing): string =>
  body.length > 0 ? `ELSE ${bodyText(body, p)}` : '';

/** A statement of a script as GoogleSQL. */
export function scriptText(s: Script, p: Printing): string {
  switch (s.kind) {
    case 'declare': {
      const type = s.type ? ` ${typeName(s.type)}` : '';
      return `DECLARE ${s.names.map(ident).join(', ')}${type}${s.value ? ` DEFAULT ${exprText(s.value, p)}` : ''}`;
    }
    case 'set': {
      const names = s.names.map(ident).join(', ');
      return `SET ${s.names.length === 1 ? names : `(${names})`} = ${exprText(s.value, p)}`;
    }
    case 'call':
      return `CALL ${tablePath(s.name)}(${exprList(s.args, p)})`;
    case 'executeImmediate': {
      const into = s.into.length > 0 ? ` INTO ${s.into.map(ident).join(', ')}` : '';
      const using = s.using.map(({ value, alias: name }) => `${exprText(value, p)}${alias(name)}`).join(', ');
      return `EXECUTE IMMEDIATE ${exprText(s.sql, p)}${into}${using ? ` USING ${using}` : ''}`;
    }
    case 'raise':
      return s.message ? `RAISE USING MESSAGE = ${exprText(s.message, p)}` : 'RAISE';
    case 'control':
      return `${s.word}${s.label ? ` ${ident(s.label)}` : ''}`;
    default:
      return blockText(s, p);
  }
}

type Block = Extract<Script, { kind: 'if' | 'case' | 'loop' | 'while' | 'repeat' | 'for' | 'block' }>;

function blockText(s: Block, p: Printing): string {
  const label = 'label' in s && s.label ? `${ident(s.label)}: ` : '';
  switch (s.kind) {
    case 'if': {
      const branches = s.branches.map(({ when, body }) => `IF ${exprText(when, p)} THEN ${bodyText(body, p)}`);
      return `${branches.join('ELSE')}${elseText(s.otherwise, p)}END IF`;
    }
    case 'case': {
      const branches = s.branches.map(({ when, body }) => `WHEN ${exprText(when, p)} THEN ${bodyText(body, p)}`);
      const of = s.of ? `${exprText(s.of, p)} ` : '';
      return `CASE ${of}${branches.join('')}${elseText(s.otherwise, p)}END CASE`;
    }
    case 'loop':
      return `${label}LOOP ${bodyText(s.body, p)}END LOOP`;
    case 'while':
      return `${label}WHILE ${exprText(s.condition, p)} DO ${bodyText(s.body, p)}END WHILE`;
    case 'repeat':
      return `${label}REPEAT ${bodyText(s.body, p)}UNTIL ${exprText(s.until, p)} END REPEAT`;
    case 'for': {
      const query = queryText(s.query, p);
      return `${label}FOR ${ident(s.name)} IN (${query}) DO ${bodyText(s.body, p)}END FOR`;
    }
    case 'block': {
      const caught = s.exception.length > 0 ? `EXCEPTION WHEN ERROR THEN ${bodyText(s.exception, p)}` : '';
      return `${label}BEGIN ${bodyText(s.body, p)}${caught}END`;
    }
    default:
      return unreachable(s);
  }
}
