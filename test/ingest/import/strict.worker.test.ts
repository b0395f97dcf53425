import { expect, it } from 'vitest'
import { aShop, itemsFile, ordersFile, plainItems } from '../../a-shop.ts'

const HEADER = 'id,title,price'

it('with strict, one refused row means that no row is written', async () => {
  const shop = await aShop()
  const before = await shop.rows()
  const file = itemsFile(['tea,Tea,9.90', 'mug,Mug,dear', 'pot,Pot,much'], HEADER)
  const { status, body } = await shop.upload('items', file, '&strict=1')
  expect([status, body.code, body.refused]).toEqual([422, 'bad_rows', 2])
  expect(body.errors).toMatchObject([
    { row: 3, column: 'price', code: 'bad_money' },
    { row: 4, column: 'price', code: 'bad_money' },
  ])
  expect(await shop.rows()).toEqual(before)
  expect((await shop.give('items', itemsFile(['tea,Tea,9.90'], HEADER), '&strict=1')).report.added).toBe(1)
})

it('without strict the valid rows are written', async () => {
  const shop = await aShop()
  const { errors, report } = await shop.give('items', itemsFile(['tea,Tea,9.90', 'mug,Mug,dear'], HEADER))
  expect([errors, report.added]).toEqual([1, 1])
})

it('with strict, rows that are refused only when they are joined count too', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  const relations = [
    'item_id,related_item_id,relationship_type',
    'tea,mug,accessory',
    'tea,nothing,accessory',
  ]
  const { body } = await shop.upload('relations', relations.join('\n'), '&strict=1')
  await shop.settle()
  const view = (await shop.call(`/v1/imports/${body.import_id}`)).body
  expect([view.status, view.errors, view.report.added]).toEqual(['failed', 1, 0])
  expect(view.problem).toContain('nothing was written')
  expect(await shop.table('relations')).toEqual([])
  expect((await shop.call(`/v1/imports/${body.import_id}/errors.csv`)).body).toMatch(
    /^3,related_item_id,unknown_item,/m,
  )
  expect(await shop.table('import_chunks')).toEqual([])
})

it('with strict, a large valid file is checked first and then written as usual', async () => {
  const shop = await aShop()
  await shop.give('items', plainItems(['tea', 'mug']))
  const orders = ordersFile(Array.from({ length: 3_000 }, () => 'tea mug'))
  const { body } = await shop.upload('orders', orders, '&strict=1', { 'Content-Length': '4000000' })
  await shop.settle()
  expect((await shop.call(`/v1/imports/${body.import_id}`)).body).toMatchObject({
    status: 'done',
    strict: true,
    report: { added: 3_000 },
  })
})
