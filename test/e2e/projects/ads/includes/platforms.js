// Each platform names and counts the same things in its own way.
module.exports = [
  { name: 'google', table: 'google_campaigns', day: 'date', spend: 'cost_micros / 1000000', clicks: 'clicks' },
  { name: 'facebook', table: 'facebook_ads', day: 'date', spend: 'spend', clicks: 'inline_link_clicks' },
  { name: 'microsoft', table: 'microsoft_campaigns', day: 'date', spend: 'spend', clicks: 'clicks' },
  { name: 'snapchat', table: 'snapchat_ads', day: 'DATE(date)', spend: 'spend / 1000000', clicks: 'swipes' },
  { name: 'linkedin', table: 'linkedin_campaigns', day: 'DATE(day)', spend: 'cost_in_usd', clicks: 'clicks' },
];
