export default defineEventHandler(async (event) => {
  const item_id = getRouterParam(event, 'item_id', { decode: true }) ?? ''
  const item = await readItem(event, item_id)
  if (!item) throw createError({ statusCode: 404, statusMessage: 'There is no such item.' })
  return item
})
