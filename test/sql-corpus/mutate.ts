/** A text with one change that may make it wrong; the analyzer decides whether it does. */
export interface Mutant {
  readonly kind: string;
  readonly sql: string;
  /** What was changed, in UTF-16 code units of `sql`. */
  readonly start: number;
  readonly end: number;
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Source of numbers in [0, 1) that depend on a seed alone. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const lexeme =
  /--.*|#.*|\/\*[\s\S]*?\*\/|[rRbB]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|`[^`]*`|[@\w]+(?:\.\d+)?|<=|>=|!=|<>|\|\||=>|->|\S/g;

function tokensOf(sql: string): readonly Token[] {
  return [...sql.matchAll(lexeme)]
    .map((found) => ({ text: found[0], start: found.index, end: found.index + found[0].length }))
    .filter(({ text }) => !/^(?:--|#|\/\*)/.test(text));
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
interface Place {
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

interface Rule {
  readonly kind: string;
  readonly applies: (place: Place) => boolean;
  readonly change: (place: Place, next: () => number, sql: string) => Change | undefined;
}

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

const rules: readonly Rule[] = [
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

const upper = (token: Token | undefined): string => token?.text.toUpperCase() ?? '';

/** Up to `count` mutants of a text, of as many kinds as there are places for. */
export function mutants(sql: string, count: number, seed: number): readonly Mutant[] {
  const next = random(seed);
  const tokens = tokensOf(sql);
  const places = tokens.map(
    (at, i): Place => ({ tokens, i, at, before: upper(tokens[i - 1]), after: upper(tokens[i + 1]) }),
  );
  const left = rules
    .map((rule) => ({ rule, places: places.filter(rule.applies) }))
    .filter((one) => one.places.length > 0);
  const made: Mutant[] = [];
  while (made.length < count && left.length > 0) {
    const [{ rule, places: where }] = left.splice(Math.floor(next() * left.length), 1) as [(typeof left)[number]];
    const change = rule.change(where[Math.floor(next() * where.length)]!, next, sql);
    if (!change) continue;
    const { from, to, text, reach = [0, 0] } = change;
    const changed = sql.slice(0, from) + text + sql.slice(to);
    if (changed === sql) continue;
    made.push({
      kind: rule.kind,
      sql: changed,
      start: Math.max(0, from - reach[0]),
      end: Math.min(changed.length, from + text.length + reach[1]),
    });
  }
  return made;
}
