/** A query of Google's own tests of GoogleSQL, with the tables that it reads written as common tables. */
export interface Compliance {
  /** File and name of the test. */
  readonly name: string;
  readonly sql: string;
  /** Google's answer as the file prints it, or its error. */
  readonly wanted: string;
}

const OPTION = /^\[((?:[^[\]]|\[(?:[^[\]]|\[[^[\]]*\])*\])*)\]\s*/;

/** What a section begins with: options in brackets and comments. */
function head(section: string): { readonly options: readonly string[]; readonly rest: string } {
  const options: string[] = [];
  let rest = section;
  for (;;) {
    rest = rest.replace(/^(?:\s*(?:#|--)[^\n]*\n|\s+)+/, '');
    const option = OPTION.exec(rest);
    if (!option) return { options, rest };
    options.push(option[1] ?? '');
    rest = rest.slice(option[0].length);
  }
}

const withoutSemicolon = (sql: string): string => sql.trim().replace(/;\s*$/, '').trimEnd();

/** Types that BigQuery has not become those that hold their values. */
const inTypes = (sql: string): string =>
  sql.replace(/\b(?:u?int32|uint64)\b(?!_)/gi, 'INT64').replace(/\b(?:double|float)\b(?!_)/gi, 'FLOAT64');

/** `@name` replaced by the value that the test gives. */
function withParameters(sql: string, options: readonly string[]): string | undefined {
  const given = options.find((option) => option.startsWith('parameters='))?.slice('parameters='.length);
  if (given === undefined) return sql;
  const values = new Map<string, string>();
  let from = 0;
  let depth = 0;
  const add = (text: string): void => {
    const one = /^([\s\S]*?)\s+(?:as\s+)?`?(\w+)`?\s*$/i.exec(text);
    if (one) values.set((one[2] ?? '').toLowerCase(), `(${one[1]})`);
  };
  for (let i = 0; i < given.length; i += 1) {
    const char = given.charAt(i);
    if ('([{<'.includes(char)) depth += 1;
    if (')]}>'.includes(char)) depth -= 1;
    if (char !== ',' || depth > 0) continue;
    add(given.slice(from, i));
    from = i + 1;
  }
  add(given.slice(from));
  let isWhole = true;
  const made = sql.replace(/(?<!@)@(\w+)/g, (_, name: string) => {
    const value = values.get(name.toLowerCase());
    isWhole &&= value !== undefined;
    return value ?? '';
  });
  return isWhole ? made : undefined;
}

/** A query with tables in front of it; undefined where it cannot be put behind them. */
function over(tables: readonly string[], sql: string): string | undefined {
  if (tables.length === 0) return sql;
  const own = /^WITH\s+(RECURSIVE\s+)?/i.exec(sql);
  if (own) return `WITH ${own[1] ?? ''}${tables.join(',\n')},\n${sql.slice(own[0].length)}`;
  return /^(?:\(|SELECT|FROM)/i.test(sql) ? `WITH ${tables.join(',\n')}\n${sql}` : undefined;
}

/**
 * The queries of a test file of GoogleSQL (`googlesql/compliance/testdata/*.test`): sections between lines of `==`, each
 * with options, a statement and, behind a line of `--`, what it gives. Statements that are no queries are left out.
 */
export function complianceCases(file: string, text: string): readonly Compliance[] {
  const tables: string[] = [];
  const cases: Compliance[] = [];
  for (const [index, section] of text.split(/^==[ \t]*$/m).entries()) {
    const [written = '', wanted = ''] = section.split(/^--[ \t]*$/m);
    const { options, rest } = head(written);
    const sql = inTypes(withoutSemicolon(rest));
    const table = /^CREATE\s+(?:TEMP\s+)?TABLE\s+`?(\w+)`?\s+AS\s+([\s\S]*)$/i.exec(sql);
    if (table && options.some((option) => option.startsWith('prepare_database'))) {
      tables.push(`${table[1]} AS (${table[2]}\n)`);
      continue;
    }
    const name = options.find((option) => option.startsWith('name='))?.slice('name='.length) ?? `number ${index}`;
    const used = tables.filter((one) => new RegExp(`\\b${one.slice(0, one.indexOf(' '))}\\b`, 'i').test(sql));
    const given = withParameters(sql, options);
    const whole = given === undefined ? undefined : over(withReferenced(used, tables), given);
    // Gigabytes of text, which Google's evaluator refuses.
    const isHuge = name.includes('mem_error');
    if (whole !== undefined && whole !== '' && !isHuge)
      cases.push({ name: `${file} ${name}`, sql: whole, wanted: wanted.trim() });
  }
  return cases;
}

/** Tables that are read, with those that they read. */
function withReferenced(used: readonly string[], all: readonly string[]): readonly string[] {
  const names = new Set(used);
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const one of all)
      if (
        [...names].some(
          (user) =>
            user !== one &&
            new RegExp(`\\b${one.slice(0, one.indexOf(' '))}\\b`, 'i').test(user.slice(user.indexOf(' '))),
        )
      )
        names.add(one);
  }
  return all.filter((one) => names.has(one));
}
