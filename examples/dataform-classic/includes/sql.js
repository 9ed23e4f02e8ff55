const quote = (text) => `'${text.replace(/'/g, "\\'")}'`;

/** A list for IN (...). */
const oneOf = (values) => `(${values.map(quote).join(", ")})`;

/** The newest row of each key. */
const latest = (table, key, order) => `
  SELECT * FROM ${table}
  WHERE TRUE
  QUALIFY ROW_NUMBER() OVER (PARTITION BY ${key} ORDER BY ${order} DESC) = 1`;

module.exports = { oneOf, latest };
