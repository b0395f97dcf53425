/** Puts an item into the cart. Returns the cart, or words for the shopper. */
export default defineEventHandler(async (event): Promise<{ item_ids: string[] } | { error: string }> => {
  const { item_id } = await readBody<{ item_id?: unknown }>(event)
  if (!(await readItem(event, String(item_id)))) return { error: 'This item is not for sale.' }
  const item_ids = [...readCart(event), String(item_id)]
  writeCart(event, item_ids)
  return { item_ids }
})
