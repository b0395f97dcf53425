import { expect, it } from 'vitest'
import { extensionName, UCP_EXTENDS, ucpExtension } from '../../worker/agents/ucp-extension.ts'
import { send } from '../a-shop.ts'

const PATH = '/ucp/2026-11-30/recommendations.json'

it('the schema of the extension is public, keeps for a while, and can be asked for again by its tag', async () => {
  const { status, headers, body } = await send(PATH)
  expect([status, headers.get('Content-Type')]).toEqual([200, expect.stringMatching(/^application\/json/)])
  expect(headers.get('Cache-Control')).toBe('public, max-age=300')
  expect(body).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `http://pairwell.test${PATH}`,
    name: 'test.pairwell.shopping.recommendations',
    version: '2026-11-30',
  })
  const tag = headers.get('ETag') ?? ''
  const again = await send(PATH, { headers: { 'If-None-Match': tag } })
  expect([again.status, again.body, again.headers.get('Cache-Control')]).toEqual([
    304,
    '',
    'public, max-age=300',
  ])
  expect((await send(`${PATH}?x=1`)).body.code).toBe('invalid_input')
})

it('each capability that the extension adds to has a definition of its name, and every reference leads somewhere', () => {
  const { $defs } = ucpExtension('https://pairwell.example.com')
  expect(Object.keys($defs).filter((name) => name.startsWith('dev.ucp.'))).toEqual([...UCP_EXTENDS])
  const references = [...JSON.stringify($defs).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to = '']) => to)
  const own = references.filter((to) => to.startsWith('#/$defs/')).map((to) => to.slice('#/$defs/'.length))
  expect(own.filter((name) => !(name in $defs))).toEqual([])
  const others = [...new Set(references.filter((to) => !to.startsWith('#')))].sort()
  expect(others).toEqual(
    [
      'cart.json',
      'catalog_search.json#/$defs/search_request',
      'catalog_search.json#/$defs/search_response',
      'checkout.json',
    ].map((name) => `https://ucp.dev/2026-04-08/schemas/shopping/${name}`),
  )
})

// The protocol's own table of hosts and names has the form of these ("Derivation algorithm").
it.each([
  ['https://pairwell.example.com', 'com.example.pairwell.shopping.recommendations'],
  ['https://Example.COM.', 'com.example.shopping.recommendations'],
  ['https://pairwell.my-shop.workers.dev', 'dev.workers.my-shop.pairwell.shopping.recommendations'],
  ['https://bücher.example:8443', 'example.xn--bcher-kva.shopping.recommendations'],
  ['http://localhost:8787', 'invalid.pairwell.shopping.recommendations'],
  ['http://127.0.0.1:8787', 'invalid.pairwell.shopping.recommendations'],
  ['http://[::1]:8787', 'invalid.pairwell.shopping.recommendations'],
])('at %s the extension is called %s', (origin, name) => {
  expect(extensionName(origin)).toBe(name)
  // Of schemas/common/types/reverse_domain_name.json.
  expect(name).toMatch(/^[a-z](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9_])?)+$/)
})
