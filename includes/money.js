// Payment providers write amounts as people do: "49.00 EUR", "€ 1.049,00", "1 049,00 €", "n/a".

// SQL for the amount in `text` as NUMERIC; NULL where there is none. A comma or point followed by exactly two closing
// digits is the decimal sign, every other one groups thousands.
function parse(text) {
  const digits = String.raw`REGEXP_REPLACE(${text}, r'[^0-9,.\-]', '')`;
  return String.raw`SAFE_CAST(
    IF(
      REGEXP_CONTAINS(${digits}, r',[0-9]{2}$'),
      REPLACE(REPLACE(${digits}, '.', ''), ',', '.'),
      REPLACE(${digits}, ',', '')
    ) AS NUMERIC
  )`;
}

module.exports = { parse };
