import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { apiTypes } from '../../tools/packages/api-types.ts'
import { app } from '../../worker/index.ts'

const document = JSON.parse(await (await app.request('https://api.example/v1/openapi.json')).text())
const written = apiTypes(document)

it.each(Object.entries(written))('%s is what the code says: else run `npm run api-types`', (path, text) => {
  expect(readFileSync(path, 'utf8') === text).toBe(true)
})

it('a field that is added to the document changes the types', () => {
  const changed = structuredClone(document)
  changed.components.schemas.Item.properties.planted = { type: 'integer' }
  const lines = (texts: Record<string, string>) => new Set(Object.values(texts)[0]?.split('\n'))
  expect([...lines(apiTypes(changed)).difference(lines(written))]).toEqual(['  planted?: number'])
})

it('a keyword that the types cannot say ends the generation', () => {
  const changed = structuredClone(document)
  changed.components.schemas.Item.properties.planted = { not: { type: 'string' } }
  expect(() => apiTypes(changed)).toThrow('No type says "not" of {"not":{"type":"string"}}')
})

it('every route of the document is a route of the client', () => {
  const routes = Object.entries(document.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const [api = ''] = Object.values(written)
  expect(routes.filter((route) => !api.includes(`\n  "${route}": `))).toEqual([])
  expect(routes.length).toBeGreaterThan(150)
})
