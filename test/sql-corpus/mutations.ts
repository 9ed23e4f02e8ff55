/** A token of a text. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const keywords = new Set(
  `ALL AND ANY ARRAY AS ASC AT BETWEEN BY CASE CAST CREATE CROSS CURRENT DATE DAY DEFAULT DELETE DESC DISTINCT DO ELSE END
  EXCEPT EXISTS EXTRACT FALSE FILTER FIRST FOLLOWING FOR FROM FULL FUNCTION GROUP GROUPING HAVING HOUR IF IGNORE IN INNER
  INSERT INTERSECT INTERVAL INTO IS JOIN LAST LEFT LIKE LIMIT MATCHED MERGE MICROSECOND MILLISECOND MINUTE MONTH NOT NULL
  NULLS OFFSET ON OR ORDER ORDINAL OUTER OVER PARTITION PIVOT PRECEDING QUALIFY QUARTER RANGE RECURSIVE REPLACE RESPECT
  RETURNS RIGHT ROLLUP ROW ROWS SAFE SAFE_CAST SAFE_OFFSET SECOND SELECT SET STRUCT TABLE TEMP THEN TIME TIMESTAMP TO TRUE
  UNBOUNDED UNION UNNEST UNPIVOT UPDATE USING VALUE VALUES VIEW WEEK WHEN WHERE WINDOW WITH YEAR DATETIME NUMERIC
  BIGNUMERIC STRING INT64 FLOAT64 BOOL BYTES JSON GEOGRAPHY ISOWEEK ISOYEAR CUBE SETS MODEL OPTIONS LANGUAGE`.split(
    /\s+/,
  ),
);
const isName = ({ text }: Token): boolean =>
  /^(?:[A-Za-z_]\w*|`[^`]+`)$/.test(text) && !keywords.has(text.toUpperCase());
const isString = ({ text }: Token): boolean => /^(?:'[^']*'|"[^"]*")$/.test(text);
const isNumber = ({ text }: Token): boolean => /^\d+(?:\.\d+)?$/.test(text);

/** A place in a text, with the tokens around it. */
export interface Place {
  readonly tokens: readonly Token[];
  readonly i: number;
  readonly at: Token;
  readonly before: string;
  readonly after: string;
}

/** The new text of a range, with the part of it that is to blame. */
interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Code units before and behind the new text that belong to the fault. */
  readonly reach?: readonly [number, number];
}

export interface Rule {
  readonly kind: string;
  readonly applies: (place: Place) => boolean;
  readonly change: (place: Place, next: () => number, sql: string) => Change | undefined;
}

const oneOf = <T>(list: readonly T[], next: () => number): T => list[Math.floor(next() * list.length)]!;

function misspelt(name: string, next: () => number): string {
  const quoted = name.startsWith('`');
  const inner = quoted ? name.slice(1, -1) : name;
  const at = Math.floor(next() * inner.length);
  const made =
    next() < 0.5
      ? `${inner.slice(0, at)}${inner[at]}${inner.slice(at)}`
      : `${inner.slice(0, at)}q${inner.slice(at + 1)}`;
  return quoted ? `\`${made}\`` : made;
}

const misspell: Rule['change'] = ({ at }, next) => ({ from: at.start, to: at.end, text: misspelt(at.text, next) });

/** The top-level arguments of the call whose opening bracket is at `open`. */
function argumentsOf(
  tokens: readonly Token[],
  open: number,
): { readonly args: readonly Token[]; readonly close: Token } | undefined {
  const args: Token[] = [];
  let depth = 0;
  let start: Token | undefined;
  for (let i = open + 1; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (depth === 0 && (token.text === ',' || token.text === ')')) {
      if (start) args.push({ text: '', start: start.start, end: tokens[i - 1]!.end });
      start = undefined;
      if (token.text === ')') return { args, close: token };
    } else {
      start ??= token;
      if (/^[([{]$/.test(token.text)) depth += 1;
      if (/^[)\]}]$/.test(token.text)) depth -= 1;
    }
  }
  return undefined;
}

const isCall = ({ at, after, before }: Place): boolean =>
  isName(at) && after === '(' && before !== '.' && before !== 'AS';

/** Changes the argument list of the call at a place. */
const recalled =
  (make: (args: readonly string[], next: () => number) => readonly string[] | undefined): Rule['change'] =>
  ({ tokens, i, at }, next, sql) => {
    const call = argumentsOf(tokens, i + 1);
    const args =
      call &&
      make(
        call.args.map(({ start, end }) => sql.slice(start, end)),
        next,
      );
    return (
      call && args && { from: at.start, to: call.close.end, text: `${at.text}(${args.join(', ')})`, reach: [60, 80] }
    );
  };

const operand =
  (text: string): Rule['change'] =>
  ({ at }) => ({ from: at.start, to: at.end, text, reach: [40, 40] });

export const rules: readonly Rule[] = [
  {
    kind: 'name misspelt',
    applies: ({ at, before, after }) =>
      isName(at) && after !== '(' && after !== '.' && before !== '.' && !/^(?:AS|FROM|JOIN)$/.test(before),
    change: misspell,
  },
  {
    kind: 'field or column of an alias misspelt',
    applies: ({ at, before, after }) => isName(at) && before === '.' && after !== '(',
    change: misspell,
  },
  {
    kind: 'alias misspelt',
    applies: ({ at, before, after }) =>
      isName(at) && after === '.' && before !== '.' && !/^(?:FROM|JOIN|INTO|MERGE|UPDATE)$/.test(before),
    change: misspell,
  },
  { kind: 'function misspelt', applies: isCall, change: misspell },
  {
    kind: 'table misspelt',
    applies: ({ at, before }) => isName(at) && /^(?:FROM|JOIN)$/.test(before),
    change: misspell,
  },
  {
    kind: 'argument dropped',
    applies: isCall,
    change: recalled((args) => (args.length > 1 ? args.slice(0, -1) : undefined)),
  },
  { kind: 'argument added', applies: isCall, change: recalled((args) => [...args, "'x'"]) },
  {
    kind: 'arguments swapped',
    applies: isCall,
    change: recalled((args) => (args.length > 1 ? [args[1]!, args[0]!, ...args.slice(2)] : undefined)),
  },
  {
    kind: 'argument replaced',
    applies: isCall,
    change: recalled((args, next) =>
      args.map((arg, i) =>
        i === 0 ? (['TRUE', '1', "'x'", '[1]', 'CURRENT_DATE()'][Math.floor(next() * 5)] ?? arg) : arg,
      ),
    ),
  },
  {
    kind: 'number becomes text',
    applies: ({ at, before }) => isNumber(at) && !/^(?:LIMIT|OFFSET|BY)$/.test(before),
    change: operand("'x'"),
  },
  {
    kind: 'text becomes number',
    applies: ({ at, before }) =>
      isString(at) && !/^(?:DATE|TIMESTAMP|DATETIME|TIME|NUMERIC|BIGNUMERIC|JSON|INTERVAL|=>)$/.test(before),
    change: operand('42'),
  },
  {
    kind: 'operand replaced',
    applies: ({ at, before }) => isName(at) && /^(?:=|<|>|<=|>=|!=|\+|-|\*|\/)$/.test(before),
    change: ({ at }, next) => ({
      from: at.start,
      to: at.end,
      text: ['TRUE', '1', "'x'", '[1]', "DATE '2024-01-01'", 'STRUCT(1 AS nope)'][Math.floor(next() * 6)]!,
      reach: [60, 0],
    }),
  },
  {
    kind: 'GROUP BY item removed',
    applies: ({ at, before }) => before === 'GROUP' && at.text.toUpperCase() === 'BY',
    change: ungrouped,
  },
  {
    kind: 'aggregate in WHERE',
    applies: ({ at }) => at.text.toUpperCase() === 'WHERE',
    change: ({ at }) => ({ from: at.end, to: at.end, text: ' COUNT(*) > 0 AND' }),
  },
  {
    kind: 'aggregate beside columns',
    applies: ({ at, after }) => at.text.toUpperCase() === 'SELECT' && !/^(?:AS|DISTINCT|\*)$/i.test(after),
    change: ({ at }) => ({ from: at.end, to: at.end, text: ' COUNT(*) AS counted,', reach: [0, 200] }),
  },
  {
    kind: 'column more in a set operation',
    applies: ({ at, before }) => at.text.toUpperCase() === 'SELECT' && /^(?:ALL|DISTINCT)$/.test(before),
    change: ({ at }) => ({ from: at.end, to: at.end, text: ' 1 AS surplus,', reach: [0, 400] }),
  },
  {
    kind: 'field of a value that has none',
    applies: ({ at, before, after }) => isName(at) && /^[,)=<>+]$/.test(after) && before !== 'AS',
    change: ({ at }) => ({ from: at.end, to: at.end, text: '.nope' }),
  },
  { kind: 'window without order', applies: ({ at }) => at.text.toUpperCase() === 'OVER', change: unordered },
  {
    kind: 'type of a cast',
    applies: ({ at, before }) =>
      before === 'AS' && /^(?:INT64|STRING|DATE|TIMESTAMP|FLOAT64|NUMERIC|BOOL)$/i.test(at.text),
    change: ({ at }, next) => ({
      from: at.start,
      to: at.end,
      text: ['INT65', 'ARRAY<INT64>', 'BYTES', 'TIME', 'GEOGRAPHY', 'VARCHAR'][Math.floor(next() * 6)]!,
      reach: [80, 0],
    }),
  },
  {
    kind: 'date part replaced',
    applies: ({ at, before }) =>
      /^[(,]$/.test(before) && /^(?:DAY|MONTH|YEAR|WEEK|HOUR|MINUTE|SECOND|QUARTER)$/i.test(at.text),
    change: ({ at }, next) => ({
      from: at.start,
      to: at.end,
      text: oneOf(['MONTHS', 'HOUR', 'DAYOFWEEK', "'day'", 'MICROSECOND', 'DATE'], next),
      reach: [120, 20],
    }),
  },
  {
    kind: 'operator replaced',
    applies: ({ at }) => /^(?:=|<|>|<=|>=|!=|\+|-|\*|\/|\|\|)$/.test(at.text),
    change: ({ at }, next) => ({
      from: at.start,
      to: at.end,
      text: oneOf(['=', '+', '||', '&', 'AND', ' LIKE ', '<<', ' IN UNNEST'], next),
      reach: [120, 120],
    }),
  },
  {
    kind: 'function replaced',
    applies: isCall,
    change: ({ at }, next) => ({
      from: at.start,
      to: at.end,
      text: oneOf(
        'SUM AVG ARRAY_AGG STRING_AGG UPPER LENGTH DATE_TRUNC DATE_DIFF COALESCE ARRAY_LENGTH ROW_NUMBER RANK LAG TIMESTAMP_MICROS PARSE_DATE COUNTIF APPROX_QUANTILES JSON_VALUE ST_AREA ABS SPLIT DATE TIMESTAMP GREATEST'.split(
          ' ',
        ),
        next,
      ),
      reach: [0, 200],
    }),
  },
  {
    kind: 'aggregate in an aggregate',
    applies: ({ at, after }) => after === '(' && /^(?:SUM|AVG|MIN|MAX|COUNTIF)$/i.test(at.text),
    change: recalled((args) => args.map((arg) => `SUM(${arg})`)),
  },
  {
    kind: 'OVER added',
    applies: isCall,
    change: ({ tokens, i, at }, _, sql) => {
      const call = argumentsOf(tokens, i + 1);
      return (
        call && {
          from: at.start,
          to: call.close.end,
          text: `${sql.slice(at.start, call.close.end)} OVER ()`,
          reach: [0, 80],
        }
      );
    },
  },
  {
    kind: 'field dropped',
    applies: ({ at, before, after }) => isName(at) && before === '.' && after !== '(' && after !== '.',
    change: ({ tokens, i, at }) => ({ from: tokens[i - 1]!.start, to: at.end, text: '', reach: [60, 60] }),
  },
  {
    kind: 'list item removed',
    applies: ({ at, before, after }) => isName(at) && before === ',' && after === ',',
    change: ({ tokens, i, at }) => ({ from: tokens[i - 1]!.start, to: at.end, text: '', reach: [1e9, 1e9] }),
  },
  {
    kind: 'neighbours swapped',
    applies: ({ tokens, i, at, after }) =>
      isName(at) && after === ',' && tokens[i + 2] !== undefined && isName(tokens[i + 2]!),
    change: ({ tokens, i, at }, _, sql) => ({
      from: at.start,
      to: tokens[i + 2]!.end,
      text: `${tokens[i + 2]!.text}${sql.slice(at.end, tokens[i + 2]!.start)}${at.text}`,
      reach: [1e9, 1e9],
    }),
  },
  {
    kind: 'name of another place',
    applies: ({ at, before, after }) =>
      isName(at) && after !== '(' && after !== '.' && !/^(?:AS|FROM|JOIN)$/.test(before),
    change: ({ tokens, at }, next) => {
      const other = oneOf(tokens.filter(isName), next);
      return other && other.text !== at.text
        ? { from: at.start, to: at.end, text: other.text, reach: [80, 80] }
        : undefined;
    },
  },
  {
    kind: 'DISTINCT added',
    applies: ({ at, after }) => at.text.toUpperCase() === 'SELECT' && !/^(?:AS|DISTINCT|WITH)$/i.test(after),
    change: ({ at }) => ({ from: at.end, to: at.end, text: ' DISTINCT', reach: [0, 1e9] }),
  },
  {
    kind: 'subquery of two columns',
    applies: ({ at, before, after }) =>
      at.text.toUpperCase() === 'SELECT' && before === '(' && !/^(?:AS|DISTINCT|\*)$/i.test(after),
    change: ({ at }) => ({ from: at.end, to: at.end, text: ' 1 AS surplus,', reach: [60, 1e9] }),
  },
];

function ungrouped({ tokens, i }: Place, next: () => number): Change | undefined {
  const items: Token[] = [];
  let depth = 0;
  let start = tokens[i + 1];
  for (let j = i + 1; j <= tokens.length && start; j++) {
    const token = tokens[j];
    const ends =
      !token ||
      (depth === 0 && /^(?:,|\)|;|HAVING|ORDER|LIMIT|QUALIFY|WINDOW|UNION|EXCEPT|INTERSECT)$/i.test(token.text));
    if (ends) {
      items.push({ text: '', start: start.start, end: tokens[j - 1]!.end });
      if (token?.text !== ',') break;
      start = tokens[j + 1];
      continue;
    }
    if (/^[([]$/.test(token.text)) depth += 1;
    if (/^[)\]]$/.test(token.text)) depth -= 1;
  }
  if (items.length < 2) return undefined;
  const gone = Math.floor(next() * items.length);
  const [from, to] = gone === 0 ? [items[0]!.start, items[1]!.start] : [items[gone - 1]!.end, items[gone]!.end];
  return { from, to, text: '', reach: [1e9, 1e9] };
}

function unordered({ tokens, i, at }: Place): Change | undefined {
  if (tokens[i + 1]?.text !== '(') return undefined;
  const order = tokens.findIndex(({ text }, j) => j > i && /^(?:ORDER|\))$/i.test(text));
  const close = tokens.findIndex(({ text }, j) => j > order && text === ')');
  if (tokens[order]?.text.toUpperCase() !== 'ORDER' || close < 0) return undefined;
  return { from: tokens[order]!.start, to: tokens[close]!.start, text: '', reach: [at.start, 200] };
}
