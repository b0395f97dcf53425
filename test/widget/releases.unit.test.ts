import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import {
  changelogVersions,
  integrityOf,
  MONTHS_SERVED,
  RELEASES,
  type Release,
  release,
} from '../../tools/release.ts'
import { LAZY } from '../../tools/widget.ts'

const read = (version: string): Release =>
  JSON.parse(readFileSync(join(RELEASES, version, 'release.json'), 'utf8'))

/**
 * Returns the files that a released script may load: `pairwell-`, a name that it or a part calls a function with, and a common hash. This is
 * how the build writes them (`lazyByAddress` in tools/widget.ts).
 */
function partsOf(script: string, parts: readonly string[]): string[] {
  const [, hash] = /"pairwell-"[^"]*"-([0-9a-f]{16})\.js"/.exec(script) ?? []
  const names = LAZY.map((part) => basename(part)).filter((name) =>
    [script, ...parts].some((text) => RegExp(`\\("${name}"[,)]`).test(text)),
  )
  return hash ? names.map((name) => `pairwell-${name}-${hash}.js`) : []
}

/** Returns the problems of a release: missing parts, changed files, parts that are not recorded. */
function problemsOf(folder: string, { script, parts }: Release): string[] {
  const changed = [script, ...parts].filter(({ file, integrity }) => {
    const path = join(folder, file)
    return !existsSync(path) || integrityOf(readFileSync(path)) !== integrity
  })
  const text = readFileSync(join(folder, script.file), 'utf8')
  // Parts load others, which lie beside them.
  const texts = parts.map(({ file }) => join(folder, file)).filter((path) => existsSync(path))
  const loaded = texts.flatMap(
    (path) => readFileSync(path, 'utf8').match(/pairwell-[a-z]+-[0-9a-f]{16}\.js/g) ?? [],
  )
  const named = [...partsOf(text, texts), ...new Set(loaded)]
  const recorded = parts.map(({ file }) => file)
  return [
    ...changed.map(({ file }) => `${file} is missing or was changed`),
    ...named.filter((file) => !recorded.includes(file)).map((file) => `${file} is not recorded`),
    ...(text.includes('import(') && named.length === 0 ? ['the parts of the script cannot be read'] : []),
  ]
}

it.each(readdirSync(RELEASES))(
  'release %s is complete: it has each part that its script names',
  (version) => {
    expect(problemsOf(join(RELEASES, version), read(version))).toEqual([])
    expect(read(version).version).toBe(version)
  },
)

it(`no release of the last ${MONTHS_SERVED} months was removed`, () => {
  const since = new Date()
  since.setMonth(since.getMonth() - MONTHS_SERVED)
  const served = changelogVersions(readFileSync('CHANGELOG.md', 'utf8')).filter(
    ({ date }) => date !== undefined && new Date(date) >= since,
  )
  expect(served.filter(({ version }) => !existsSync(join(RELEASES, version, 'release.json')))).toEqual([])
})

let root = ''
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Creates a temporary project with this changelog. */
function project(changelog: string): string {
  root = mkdtempSync(join(tmpdir(), 'pairwell-release-'))
  for (const file of ['package.json', 'package-lock.json']) copyFileSync(file, join(root, file))
  writeFileSync(join(root, 'CHANGELOG.md'), changelog)
  return root
}

const NEXT =
  '# Changelog\n\n## 9.1.0 – unreleased\n\n- Something new.\n\n## 9.0.0 – 2026-01-01\n\n- The start.\n'

it('a release takes its version from the changelog, dates the entry, and stores the script with all its parts', async () => {
  const folder = join(project(NEXT), RELEASES, '9.1.0')
  const released = await release(undefined, '2026-11-28', root)
  expect(released).toMatchObject({ version: '9.1.0', date: '2026-11-28' })
  expect(released.parts.map(({ file }) => file.split('-')[1])).toContain('press')
  expect(problemsOf(folder, released)).toEqual([])
  expect(readFileSync(join(folder, released.script.file), 'utf8')).toContain('"9.1.0"')
  expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain('## 9.1.0 – 2026-11-28\n')
  const versions = ['package.json', 'package-lock.json'].map(
    (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).version,
  )
  expect(versions).toEqual(['9.1.0', '9.1.0'])

  // Parts that another part names.
  const [gone, changed] = released.parts.filter(({ file }) => /-(press|layouts)-/.test(file))
  rmSync(join(folder, gone?.file ?? ''))
  writeFileSync(join(folder, changed?.file ?? ''), 'changed')
  const recorded = { ...released, parts: released.parts.slice(0, -1) }
  expect(problemsOf(folder, recorded)).toEqual([
    `${gone?.file} is missing or was changed`,
    `${changed?.file} is missing or was changed`,
    `${released.parts.at(-1)?.file} is not recorded`,
  ])
})

it.each([
  ['has no entry in the changelog', '9.2.0', 'CHANGELOG.md has no entry for 9.2.0'],
  ['is released already', '9.1.0', 'Version 9.1.0 is released'],
])('a version that %s is refused, and nothing is written', async (_name, version, message) => {
  project(NEXT)
  await release('9.1.0', '2026-11-28', root)
  const before = readFileSync(join(root, 'package.json'), 'utf8')
  await expect(release(version, '2026-11-29', root)).rejects.toThrow(message)
  expect(readFileSync(join(root, 'package.json'), 'utf8')).toBe(before)
  expect(readdirSync(join(root, RELEASES))).toEqual(['9.1.0'])
})
