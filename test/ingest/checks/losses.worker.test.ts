import { expect, it } from 'vitest'
import { aShop, itemsFile, type TestShop } from '../../a-shop.ts'

const IDS = ['cup', 'jam', 'mug', 'pot', 'tea']
const WHOLE = 'id,title,price,link,image_link,category'
const whole = (ids: readonly string[] = IDS) =>
  itemsFile(
    ids.map(
      (id) =>
        `${id},The ${id},9.90,https://shop.example/${id},https://shop.example/${id}.png,Kitchen > ${id}`,
    ),
    WHOLE,
  )
const prices = (ids: readonly string[] = IDS) =>
  itemsFile(
    ids.map((id) => `${id},The ${id},8.90`),
    'id,title,price',
  )

async function selling(): Promise<TestShop> {
  const shop = await aShop()
  await shop.give('items', whole())
  return shop
}

const of = async (shop: TestShop, item_id: string) => {
  const row = (await shop.table('items')).find((one) => one.item_id === item_id)
  return [row?.price, row?.url, row?.image_url, row?.category]
}

it('a price list of all items is not taken for the catalogue before somebody says so', async () => {
  const shop = await selling()
  const { imports: _, ...before } = await shop.rows()
  const { status, body } = await shop.upload('items', prices())
  expect([status, body.code, body.published, body.absent, body.columns]).toEqual([
    409,
    'confirm_needed',
    5,
    0,
    'link, image_link, category',
  ])
  expect(body.detail).toContain('partial=1')
  await shop.settle()
  const { imports: uploads, ...after } = await shop.rows()
  expect([after, uploads?.length]).toEqual([before, 1])
})

it('as a part it changes the prices alone; confirmed it takes everything else', async () => {
  const shop = await selling()
  await shop.give('items', prices(), '&partial=1')
  expect(await of(shop, 'tea')).toEqual([
    890,
    'https://shop.example/tea',
    'https://shop.example/tea.png',
    'Kitchen > tea',
  ])
  const { report } = await shop.give('items', prices(), '&confirm=1')
  expect(await of(shop, 'tea')).toEqual([890, null, null, ''])
  expect(report).not.toHaveProperty('loses')
  // Now nothing is left to lose.
  expect((await shop.give('items', prices())).report.same).toBe(5)
})

it('a dry run says what would be lost, by the names of columns', async () => {
  const shop = await selling()
  const { report, next_steps } = await shop.give('items', prices(), '&dry_run=1')
  expect(report.loses).toEqual(['link', 'picture', 'category'])
  const step = next_steps.find(({ code }: { code: string }) => code === 'fields_lost')
  expect([step.facts, /link, image_link, category/.test(step.text)]).toEqual([
    { fields: 'link, image_link, category' },
    true,
  ])
})

it('both reasons are asked about at once, and one confirmation is enough', async () => {
  const shop = await selling()
  const { body } = await shop.upload('items', prices(['tea']))
  expect([body.absent, body.columns]).toEqual([4, 'link, image_link, category'])
  expect(body.detail).toMatch(/leaves out 4 of the 5 .*\. No row of the file states/)
  expect((await shop.give('items', prices(['tea']), '&confirm=1')).report.unpublished).toBe(4)
})

it('nobody is asked about what few items have, what one row states, and what there is not', async () => {
  const shop = await aShop()
  expect((await shop.give('items', prices())).report.added).toBe(5)
  const [first = '', ...others] = IDS
  await shop.give(
    'items',
    `${WHOLE}\n${whole([first]).split('\n')[1]}\n${prices(others)
      .split('\n')
      .slice(1)
      .map((row) => `${row},,,`)
      .join('\n')}`,
  )
  // Two of five have a link; the file states one of a third.
  expect((await shop.give('items', prices())).report.changed).toBe(1)
  await shop.give('items', whole())
  const one = [
    `${IDS[0]},The ${IDS[0]},8.90,/x,/x.png,Shelf`,
    ...IDS.slice(1).map((id) => `${id},The ${id},8.90,,,`),
  ]
  expect((await shop.give('items', itemsFile(one, WHOLE))).report.changed).toBe(5)
})

it('a file without prices is asked about, too', async () => {
  const shop = await selling()
  await shop.give('items', whole())
  const { body } = await shop.upload(
    'items',
    itemsFile(
      IDS.map((id) => `${id},The ${id},/x,/x.png,Kitchen`),
      'id,title,link,image_link,category',
    ),
  )
  expect([body.code, body.columns]).toEqual(['confirm_needed', 'price'])
})
