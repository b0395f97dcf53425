import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { configOf } from '../../tools/deploy/config.ts'
import { readOptions } from '../../tools/deploy/options.ts'

const TOML = readFileSync('wrangler.toml', 'utf8')

/** The values of a key, in the order of the file; comments are none of it. */
const valuesOf = (toml: string, key: string): string[] =>
  [...toml.matchAll(new RegExp(`^${key} = "(.*)"$`, 'gm'))].map(([, value = '']) => value)

describe('the configuration of a deployment', () => {
  it('has every database with its binding, name and id, and nothing else twice', () => {
    const toml = configOf(TOML, { name: 'pairwell', database_ids: ['id-0', 'id-1', 'id-2'] })
    expect(valuesOf(toml, 'database_id')).toEqual(['id-0', 'id-1', 'id-2'])
    expect(valuesOf(toml, 'database_name')).toEqual(['pairwell', 'pairwell-1', 'pairwell-2'])
    const bound = valuesOf(toml, 'binding')
    expect(bound.filter((name) => name.startsWith('DB'))).toEqual(['DB', 'DB_1', 'DB_2'])
    expect(new Set(bound).size).toBe(bound.length)
  })

  it('with one database differs from that of the repository by its id alone', () => {
    const lines = configOf(TOML, { name: 'pairwell', database_ids: ['one'] }).split('\n')
    const others = TOML.split('\n')
    expect(lines).toHaveLength(others.length)
    expect(lines.filter((line, at) => line !== others[at])).toEqual(['database_id = "one"'])
  })

  it('of staging shares no name with that of production', () => {
    const toml = configOf(TOML, { name: 'pairwell-staging', database_ids: ['a', 'b'] })
    const names = (text: string) => ['name', 'queue', 'database_name'].flatMap((key) => valuesOf(text, key))
    const own = (text: string) => new Set(names(text).filter((name) => name.startsWith('pairwell')))
    expect([...own(toml)].filter((name) => own(TOML).has(name))).toEqual([])
    expect(own(toml).size).toBe(own(TOML).size + 1)
  })

  it('names a custom domain before the first table', () => {
    const toml = configOf(TOML, { name: 'pairwell', database_ids: ['a'], domain: 'pairwell.example.com' })
    const at = toml.indexOf('routes = [{ pattern = "pairwell.example.com", custom_domain = true }]')
    expect(at).toBeGreaterThan(0)
    expect(at).toBeLessThan(toml.search(/^\[/m))
  })
})

describe('the command line of a deployment', () => {
  it('has one database and the usual name, unless it says otherwise', () => {
    expect(readOptions([])).toEqual({ name: 'pairwell', dryRun: false })
    expect(
      readOptions(['--databases', '3', '--domain', 'a.example.com', '--name', 'x-1', '--dry-run']),
    ).toEqual({
      ...{ name: 'x-1', databases: 3, domain: 'a.example.com', dryRun: true },
    })
  })

  it.each([
    ['--databases', '0'],
    ['--databases', '1.5'],
    ['--databases', '1001'],
    ['--name', 'Pairwell'],
    ['--domain', 'https://pairwell.example.com'],
    ['--domain', 'a.example.com" }]\nx = "'],
  ])('refuses %s %s, and names the option', (option, value) => {
    expect(() => readOptions([option, value])).toThrow(option)
  })
})
