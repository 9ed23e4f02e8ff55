// SQL for one text key over several columns. NULL and '' count as the same value.
function surrogate(columns) {
  const parts = columns.map((column) => `COALESCE(CAST(${column} AS STRING), '')`);
  return `TO_HEX(MD5(CONCAT(${parts.join(", '|', ")})))`;
}

module.exports = { surrogate };
