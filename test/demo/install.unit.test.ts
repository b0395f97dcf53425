import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { snippet } from '../../demo/install-platforms.ts'

const EMBED = readFileSync('docs/EMBED.md', 'utf8')
const blocks = [...EMBED.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, text]) => text)
const FILES = readdirSync('demo/install')

it.each(FILES)('EMBED.md quotes %s exactly', (file) => {
  expect(blocks).toContain(readFileSync(`demo/install/${file}`, 'utf8'))
})

it.each(FILES)('%s has no placeholders but the API and the key', (file) => {
  expect(snippet(`install/${file}`, 'https://api.example', 'pk_test')).not.toMatch(/YOUR|…/)
})

it('Magento’s layout names the template beside it', () => {
  const layout = readFileSync('demo/install/magento-catalog_product_view.xml', 'utf8')
  expect(layout).toContain('template="Magento_Catalog::pairwell.phtml"')
  expect(FILES).toContain('magento-pairwell.phtml')
})

it('EMBED.md states that Shopify’s checkout allows no script, and how purchases arrive', () => {
  const said = EMBED.replace(/\s+/g, ' ')
  expect(said).toContain('thank-you pages of Shopify take no script of a shop since August 2025')
  expect(said).toContain('Purchases arrive by the `orders/create` webhook')
})
