import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The levels of the requirements of ASVS 5.0.0: for each section those of its requirements, in the order of their numbers. */
const SECTIONS = `
1.1:22 1.2:1111122223 1.3:112222222223 1.4:222 1.5:123 2.1:122 2.2:112 2.3:12223 2.4:23 3.1:3 3.2:113 3.3:12223
3.4:11222233 3.5:11122333 3.6:3 3.7:22333 4.1:12233 4.2:23333 4.3:22 4.4:1222 5.1:2 5.2:112333 5.3:113 5.4:222
6.1:122 6.2:111111112222 6.3:11223333 6.4:112233 6.5:22222333 6.6:2223 6.7:33 6.8:2222 7.1:222 7.2:1111 7.3:22
7.4:11222 7.5:223 7.6:22 8.1:1233 8.2:1123 8.3:133 8.4:23 9.1:111 9.2:1222 10.1:22 10.2:223 10.3:22223
10.4:1111122222233333 10.5:22222 10.6:22 10.7:222 11.1:2233 11.2:22233 11.3:11233 11.4:1222 11.5:23 11.6:23 11.7:33
12.1:12233 12.2:11 12.3:22223 13.1:2333 13.2:222223 13.3:2233 13.4:1222233 14.1:22 14.2:12223333 14.3:122
15.1:12233 15.2:12233 15.3:1222222 15.4:3333 16.1:2 16.2:22222 16.3:2222 16.4:222 16.5:2223 17.1:23 17.2:22223333
17.3:22`

const LEVELS = new Map(
  SECTIONS.trim()
    .split(/\s+/)
    .map((section) => section.split(':'))
    .flatMap(([section, levels = '']) => [...levels].map((level, at) => [`${section}.${at + 1}`, level])),
)

const ANSWERS = ['yes', 'platform', 'operator', 'not applicable', 'no'] as const
/** Requirements of level 3 that are to be shown by a test. */
const LEAST_OF_LEVEL_3 = 40
const RISKS = Array.from({ length: 10 }, (_, at) => `API${at + 1}`)

const PAGE = readFileSync('docs/ASVS.md', 'utf8')

/** The rows of a page whose first cell is as given, as their cells. */
const rowsOf = (page: string, first: RegExp): string[][] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.slice(1, line.lastIndexOf('|')).split('|'))
    .map((cells) => cells.map((cell) => cell.trim()))
    .filter(([cell = '']) => first.test(cell))

/** The files that a cell names in backticks: whatever has a folder, or the ending of a file. */
const filesIn = (cell: string): string[] =>
  [...cell.matchAll(/`([^`\s]+)`/g)]
    .map(([, name = '']) => name)
    .filter((name) => /^[\w.-]+\/|\.(ts|tsx|md|toml|json)$/.test(name))

/** What a cell says besides names of files. */
const reasonIn = (cell: string): string => cell.replaceAll(/`[^`]*`/g, '').replaceAll(/[\s,.:;()]/g, '')

/** What is wrong with one requirement's row. */
function faultsOfRow([id = '', level = '', what = '', answer = '', evidence = '']: string[]): string[] {
  const files = filesIn(evidence)
  return [
    ...(LEVELS.get(id) === level ? [] : [`is not of level ${level}`]),
    ...(what === '' || what.split(' ').length > 8 ? ['does not say in eight words what it is'] : []),
    ...(ANSWERS.some((one) => one === answer) ? [] : [`has the answer ${answer}`]),
    ...files.filter((file) => !existsSync(file)).map((file) => `names ${file}, which does not exist`),
    ...(answer === 'yes' && files.length === 0 ? ['names no file'] : []),
    ...(answer === 'operator' && !files.includes('docs/OPERATIONS.md') ? ['does not name the runbook'] : []),
    ...(answer !== 'yes' && reasonIn(evidence).length < 5 ? ['gives no reason'] : []),
    ...(level === '3' && answer === 'yes' && !files.some((file) => /^test\/.*\.test\.ts$/.test(file))
      ? ['names no test']
      : []),
  ].map((fault) => `${id} ${fault}`)
}

/** What is wrong with the table of the API Security Top 10. */
function faultsOfRisks(page: string): string[] {
  const rows = rowsOf(page, /^API\d+$/)
  const ids = rows.map(([id]) => id).join()
  return [
    ...(ids === RISKS.join() ? [] : [`the API Security Top 10 has ${ids}`]),
    ...rows.flatMap(([id, , stops = '', tests = '']) => {
      const files = filesIn(tests)
      const isShown = files.length > 0 && files.every((file) => file.startsWith('test/') && existsSync(file))
      return isShown && stops.length > 20 ? [] : [`${id} is not shown by tests`]
    }),
  ]
}

/** What is wrong with the counts at the top of the page. */
function faultsOfCounts(page: string, rows: string[][]): string[] {
  const stated = rowsOf(page, /^[123](, those that are listed)?$/).map(([level = '', all = '', ...counts]) =>
    [level[0], all.split(' ')[0], ...counts].join(),
  )
  const counted = ['1', '2', '3'].map((level) => {
    const of = rows.filter((row) => row[1] === level)
    return [level, of.length, ...ANSWERS.map((answer) => of.filter((row) => row[3] === answer).length)].join()
  })
  return stated.join(' ') === counted.join(' ') ? [] : [`the counts are ${counted.join(' ')}`]
}

/** Everything that is wrong with the page. */
function faultsOf(page: string): string[] {
  const rows = rowsOf(page, /^\d+\.\d+\.\d+$/)
  const times = (id: string) => rows.filter((row) => row[0] === id).length
  const shown = rows.filter(([, level, , answer]) => level === '3' && answer === 'yes').length
  return [
    ...[...LEVELS]
      .filter(([id, level]) => times(id) > 1 || (level !== '3' && times(id) === 0))
      .map(([id]) => `${id} is there ${times(id)} times`),
    ...rows.flatMap(faultsOfRow),
    ...(shown < LEAST_OF_LEVEL_3 ? [`only ${shown} of level 3 are shown`] : []),
    ...faultsOfCounts(page, rows),
    ...faultsOfRisks(page),
  ]
}

it('the list of ids is that of ASVS 5.0.0: 70 of level 1, 183 of level 2, 92 of level 3', () => {
  const levels = [...LEVELS.values()]
  expect(['1', '2', '3'].map((level) => levels.filter((one) => one === level).length)).toEqual([70, 183, 92])
})

it('every requirement has one row with an answer and what shows it, and the counts are right', () => {
  expect(faultsOf(PAGE)).toEqual([])
})

it.each<[string, string | RegExp, string, RegExp]>([
  ['a row that is left out', /^\| 8\.4\.1 .*\n/m, '', /^8\.4\.1 is there 0 times/],
  ['a row that is there twice', /^\| 8\.4\.1 .*\n/m, '$&$&', /^8\.4\.1 is there 2 times/],
  ['a requirement that the standard does not have', '| 8.4.1 |', '| 8.4.9 |', /8\.4\.9 is not of level/],
  ['another level', '| 8.4.1 | 2 |', '| 8.4.1 | 3 |', /^8\.4\.1 is not of level 3/],
  [
    'an answer of another kind',
    '| 8.4.1 | 2 | tenants separated | yes',
    '| 8.4.1 | 2 | t | partly',
    /partly/,
  ],
  ['a file that does not exist', 'test/operate/tenants.worker', 'test/operate/x.worker', /x\.worker.* exist/],
  ['a yes without a file', /(\| 8\.4\.1 .* yes \|).*\|/, '$1 we think so |', /^8\.4\.1 names no file/],
  ['a no without a reason', /(\| 7\.5\.1 .* no \|).*\|/, '$1 `test/a-shop.ts` |', /^7\.5\.1 gives no reason/],
  ['level 3 without a test', /(\| 4\.1\.5 .* yes \|).*\|/, '$1 `worker/log.ts` |', /^4\.1\.5 names no test/],
  ['fewer of level 3', /^\| 15\.4\.\d .*\n/gm, '', /^only \d+ of level 3/],
  ['other counts', /^\| 1 \| 70 \| \d+/m, '| 1 | 70 | 70', /^the counts are/],
  ['a risk of the API that is left out', /^\| API7 .*\n/m, '', /^the API Security Top 10/],
  ['a risk without a test', /(\| API7 \|.*\|).*\|/, '$1 none |', /^API7 is not shown/],
])('the check finds %s', (_what, from, to, fault) => {
  const changed = PAGE.replace(from, to)
  expect(changed).not.toBe(PAGE)
  expect(faultsOf(changed)).toContainEqual(expect.stringMatching(fault))
})

it('npm installs each package by its SHA-512, so that no other one of the same name is taken', () => {
  const { packages }: { packages: Record<string, { integrity?: string; link?: boolean }> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  )
  const installed = Object.entries(packages).filter(
    ([path, { link }]) => /node_modules\//.test(path) && !link,
  )
  expect(installed.length).toBeGreaterThan(100)
  expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'))).toEqual([])
})
