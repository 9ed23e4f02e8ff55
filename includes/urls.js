// SQL for the path of a URL: without host, query, fragment and closing slash, in lower case. "/" is the front page.
function path(url) {
  return `COALESCE(NULLIF(RTRIM(LOWER(REGEXP_EXTRACT(${url}, r'^https?://[^/]+(/[^?#]*)')), '/'), ''), '/')`;
}

module.exports = { path };
