import { expect, it } from 'vitest'
import { isNameOfNonGoods, isTypeOfNonGoods, nonGoodsInName } from '../../../engine/text/non-goods.ts'

it.each([
  'Tip',
  ' TIP ',
  'Tip - $5.00',
  'Tip 15%',
  'Donation (10 EUR)',
  'Donation - Default Title',
  'Shipping',
  'Shipping & Handling',
  'Gift-wrap',
  'Gift Wrapping',
  'Route Package Protection',
  'Shipping protection - 1.95',
  'Service fee',
  'Trinkgeld',
  'Versandkosten',
  'Geschenkverpackung',
  'Nachnahmegebühr',
  'Pourboire',
  'Frais de port',
  'Frais d’expédition',
  'Don',
  'Propina',
  'Gastos de envío',
  'GASTOS DE ENVIO',
  'Fooi',
  'Verzendkosten',
  'Cadeauverpakking',
  'Mancia',
  'Spese di spedizione',
  'Confezione regalo',
])('%s is not an item that is sold', (name) => {
  expect(isNameOfNonGoods(name)).toBe(true)
})

it.each([
  '',
  'Tip-top mug',
  'Tip - 13mm',
  'Tips for gardeners',
  'Shipping label printer',
  'Delivery van, toy',
  'Gift wrap paper, 5 m',
  'Gift card',
  'Donation box',
  'Fee',
  'Port',
  'Don Quixote',
  'Versandkarton 30',
  'Trinkgeldglas',
  'Livraisons et colis, le livre',
  'Mancia Umbra',
  '2026',
  'EUR',
  'Gift box of chocolates',
  'Shopping bag, canvas',
  'Protection goggles',
  'Postage stamp album',
  'Papier cadeau',
  'Bags and postage',
])('"%s" is an item that is sold', (name) => {
  expect(isNameOfNonGoods(name)).toBe(false)
})

it.each([
  ['Navidium Shipping Protection', 2],
  ['Shipping Protection by Corso', 2],
  ['Order Protection (Platinum)', 2],
  ['Paketversicherung bis 500 €', 2],
  ['Carbon Neutral Order', 2],
  ['Free Unlimited Returns', 2],
  ['Pfand 0,25 €', 2],
  ['Kaucja', 2],
  ['Plastpåse', 2],
  ['送料', 2],
  ['Postage & Packing', 2],
  ['Porto & Verpackung', 2],
  ['Plastic bag 5p', 2],
  ['Express delivery', 2],
  ['Expressversand', 2],
  ['CO2-Ausgleich', 2],
  ['Climate contribution', 2],
  ['Compensación de carbono', 2],
  ['Koszt wysyłki', 2],
  ['Envuelto para regalo', 2],
  ['Wysyłka gratis od 100 zł', 1],
  ['Paper bag', 1],
  ['Papperspåse', 1],
  ['Expressokanne', 0],
  ['Papel de regalo', 0],
  ['CO2 cylinder', 0],
  ['Klimagerät', 0],
  ['Green tea & ginger', 0],
  ['Protection for cables', 1],
  ['Papiertragetasche mit Pfand', 1],
  ['大きいレジ袋', 1],
  ['Green tea', 0],
  ['Kettle', 0],
  ['Fairtrade coffee', 0],
] as const)('"%s" says with strength %i that it is no goods', (name, strength) => {
  expect(nonGoodsInName(name)).toBe(strength)
})

it('types and brands are compared as a whole, by the parts of a path', () => {
  expect(['Route', 'Fees > Shipping protection', 'seel'].every(isTypeOfNonGoods)).toBe(true)
  expect(['Routers', 'Tea', '', 'Protection gear'].some(isTypeOfNonGoods)).toBe(false)
})

it('a name of more than 60 characters is that of a thing', () => {
  const suffix = (length: number) => `shipping ${'x'.repeat(length - 9)}`
  expect([nonGoodsInName(suffix(60)), nonGoodsInName(suffix(61))]).toEqual([1, 0])
})
