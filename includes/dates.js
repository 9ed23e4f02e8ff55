// Days and time zones that several models share.

// Reports follow the finance department's calendar, whatever zone an event was recorded in.
const timeZone = "Europe/Amsterdam";

// GA4 adds events to a day's table for up to three days.
const lateDays = 3;

// "Today": the day of the run, or the fixed day of the sample's data (see workflow_settings.yaml).
function asOf() {
  const day = dataform.projectConfig.vars.as_of;
  return day ? `DATE '${day}'` : `CURRENT_DATE('${timeZone}')`;
}

module.exports = { timeZone, lateDays, asOf };
