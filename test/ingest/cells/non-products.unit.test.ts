import { expect, it } from 'vitest'
import { isProduct } from '../../../worker/ingest/import/cells/non-products.ts'

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
  expect(isProduct(name)).toBe(false)
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
])('"%s" is an item that is sold', (name) => {
  expect(isProduct(name)).toBe(true)
})
