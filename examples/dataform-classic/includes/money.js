/** Cents as a decimal amount. */
function fromCents(column) {
  return `CAST(${column} AS NUMERIC) / 100`;
}

/** An amount in euros, by the rate of its day. */
function inEuros(amount, rate) {
  return `ROUND(${amount} * COALESCE(CAST(${rate} AS NUMERIC), 1), 2)`;
}

module.exports = { fromCents, inEuros };
