import { expect, it } from 'vitest'
import { aShop, type TestShop } from '../../a-shop.ts'

const of = async (shop: TestShop, item_id: string) => {
  const row = (await shop.table('items')).find((one) => one.item_id === item_id)
  return { title: row?.title, variants: JSON.parse(String(row?.variants ?? '[]')) }
}

it('a row that names the item and has no price leaves the prices of its variants, in a file with prices', async () => {
  const shop = await aShop()
  await shop.give(
    'items',
    'id,item_group_id,title,price\ncup-s,cup,Cup,8.00\ncup-l,cup,Cup,12.00\ntea,,Tea,4.00',
  )
  const { errors } = await shop.give('items', 'id,title,price\ncup,Mug,\ntea,Tea,3.50', '&partial=1')
  const { title, variants } = await of(shop, 'cup')
  expect([errors, title, variants.map(({ price }: { price: number }) => price)]).toEqual([
    0,
    'Mug',
    [800, 1200],
  ])
  expect((await of(shop, 'tea')).variants[0].price).toBe(350)
})

it('options of Magento’s variations keep their names in a part without attributes', async () => {
  const shop = await aShop()
  const whole = [
    'sku,store_view_code,attribute_set_code,product_type,name,price,visibility,additional_attributes,configurable_variations',
    'H-R,,Default,simple,Hoodie Red,45,Not Visible Individually,"color=Red,size=M",',
    'H-B,,Default,simple,Hoodie Blue,45,Not Visible Individually,"color=Blue,size=M",',
    'H,,Default,configurable,Hoodie,,"Catalog, Search",,"sku=H-R,color=Red|sku=H-B,color=Blue"',
  ]
  await shop.give('items', whole.join('\n'))
  const part = [
    'sku,attribute_set_code,product_type,name,price,configurable_variations',
    'H-R,Default,simple,Hoodie Red,40,',
    'H-B,Default,simple,Hoodie Blue,39,',
    'H,Default,configurable,Hoodie,,"sku=H-R,color=Red|sku=H-B,color=Blue"',
  ]
  await shop.give('items', part.join('\n'), '&partial=1')
  const { variants } = await of(shop, 'H')
  expect(variants.map(({ title, price }: { title: string; price: number }) => [title, price])).toEqual([
    ['M / Red', 4000],
    ['M / Blue', 3900],
  ])
})

it('a part that says what the catalogue says changes no row, and asks for no model', async () => {
  const shop = await aShop()
  const whole =
    'id,item_group_id,sku,title,price,quantity,link\ncup-s,cup,S,Cup,8.00,3,/c\ncup-l,cup,L,Cup,12.00,4,/c\ntea,,T,Tea,4.00,5,/t'
  await shop.give('items', whole)
  const prices = 'id,item_group_id,title,price\ncup-s,cup,Cup,8.00\ncup-l,cup,Cup,12.00\ntea,,Tea,4.00'
  const before = await shop.table('models')
  const { report } = await shop.give('items', prices, '&partial=1')
  expect([report.changed, report.same]).toEqual([0, 2])
  expect((await shop.give('items', whole)).report.same).toBe(2)
  expect(await shop.table('models')).toHaveLength(before.length)
})

it('a Woo price list without attributes keeps what the button of a card does', async () => {
  const shop = await aShop()
  // Any size: a shopper has to choose, which only the attributes say.
  const whole = [
    'ID,Type,SKU,Name,Regular price,Parent,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)',
    '44,variable,TEE,Tee,,,Color,"Blue, Red",Size,"L, M"',
    '76,variation,TEE-R,Tee - Red,20,TEE,Color,Red,Size,',
  ]
  await shop.give('items', whole.join('\n'))
  const action = async () => (await shop.table('items'))[0]?.action
  expect(await action()).toBe('choose')
  const prices = [
    'ID,Type,SKU,Name,Regular price,Parent',
    '44,variable,TEE,Tee,,',
    '76,variation,TEE-R,Tee - Red,18,TEE',
  ]
  await shop.give('items', prices.join('\n'), '&partial=1')
  expect([await action(), (await of(shop, '44')).variants[0].price]).toEqual(['choose', 1800])
})
