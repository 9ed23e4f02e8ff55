const text = (key) => `(SELECT value.string_value FROM UNNEST(event_params) WHERE key = '${key}')`;
const whole = (key) => `(SELECT value.int_value FROM UNNEST(event_params) WHERE key = '${key}')`;

module.exports = { text, whole };
