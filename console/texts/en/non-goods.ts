/** Items that runs take for no goods, and the decisions about them. */
export const enNonGoods = {
  title: 'Items that do not look like goods',
  lead: 'They look like postage, protection, bags or services. While the rule “Services and fees” is on, they are not suggested. What you allow is suggested from the next model on.',
  because: (reasons: string) => `Not suggested, because it does not look like goods: ${reasons}.`,
  allowed: 'You have said that this item is goods.',
  is_goods: 'It is goods',
  forget: 'Leave it to the check',
  more: 'There are more; they come up as you decide about these.',
  signals: {
    name: 'its name is that of a fee or a service',
    word_in_name: 'a word in its name',
    type_or_brand: 'its type, category or brand',
    no_page_or_picture: 'it has no page or no picture, and nearly all others have',
    cheap: 'it costs far less than your other items',
    varying_price: 'its price differs from order to order',
    in_many_orders: 'a tenth of all orders hold it',
  },
}
