const COUNTRIES = ["de", "fr", "nl"];
const OPEN_STATUSES = ["paid", "packed", "shipped"];

module.exports = {
  COUNTRIES,
  OPEN_STATUSES,
  HISTORY_START: dataform.projectConfig.vars.history_start,
};
