module.exports = ['credit_card', 'coupon', 'bank_transfer', 'gift_card'];
