// Forwards the page's Google Analytics events (gtag or Tag Manager) to Pairwell. Paste it below the script tag.
;(() => {
  const NAMES = ['view_item', 'add_to_cart', 'begin_checkout', 'purchase']
  const FIELDS = ['transaction_id', 'currency', 'value', 'tax', 'shipping']
  const ITEM = ['item_id', 'item_variant', 'item_name', 'price', 'quantity']
  const pick = (from, names) =>
    Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))
  const tell = (entry) => {
    // gtag pushes its arguments, Tag Manager an object.
    const [name, data] = entry?.[0] === 'event' ? [entry[1], entry[2]] : [entry?.event, entry?.ecommerce]
    if (!NAMES.includes(name) || !data) return
    const items = (data.items ?? []).slice(0, 50).map((item) => pick(item, ITEM))
    window.pairwell ??= { q: [] }
    window.pairwell.q.push((pairwell) => pairwell.track(name, { ...pick(data, FIELDS), items }))
  }
  window.dataLayer ??= []
  window.dataLayer.forEach(tell)
  const push = window.dataLayer.push
  window.dataLayer.push = (...entries) => {
    entries.forEach(tell)
    return push.apply(window.dataLayer, entries)
  }
})()
