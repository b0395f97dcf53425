import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '../../page-test.ts'
import { json } from '../a-shop.ts'
import { item, PAIR, pageOf, panel } from '../answers.ts'
import { atRest } from './at-rest.ts'

// A page may lack any function of the language, because it is old, or because a script has replaced it badly. Then a panel may be
// missing, but no error may reach the page.

const PROTOTYPES = ['Array', 'String', 'Number', 'Map', 'Set', 'Promise', 'RegExp', 'Date'] as const
const OBJECTS = ['Object', 'Array', 'Number', 'Math', 'String', 'Promise', 'Date', 'JSON'] as const

/** The functions of the language that the built files call by name. */
function calledBuiltins(): string[] {
  const source = globSync('dist/assets/pairwell*.js')
    .map((file) => readFileSync(file, 'utf8'))
    .join()
  const called = new Set(Array.from(source.matchAll(/\.([a-zA-Z]+)\b/g), ([, name = '']) => name))
  const of = (path: string, object: object) =>
    Object.getOwnPropertyNames(object)
      .filter((name) => called.has(name) && name !== 'constructor' && name !== 'prototype')
      .filter((name) => typeof Object.getOwnPropertyDescriptor(object, name)?.value === 'function')
      .map((name) => `${path}.${name}`)
  return [
    ...PROTOTYPES.flatMap((name) => of(`${name}.prototype`, globalThis[name].prototype)),
    ...OBJECTS.flatMap((name) => of(name, globalThis[name])),
    // What pages lack without https, in frames, or with blockers.
    ...[
      'crypto.getRandomValues',
      'AbortSignal.timeout',
      'performance.now',
      'structuredClone',
      'queueMicrotask',
    ],
    ...['Intl.NumberFormat', 'URLSearchParams', 'requestAnimationFrame', 'matchMedia', 'ResizeObserver'],
  ]
}

const BUILTINS = calledBuiltins()
const ODD = ['__proto__', 'constructor', 'toString'].map((id) => item(id))
const PANEL = '<pairwell-panel item-id="tea"></pairwell-panel><footer>Imprint</footer>'
const REMEMBERED = { visitor: 'visitor-of-the-test', seen: { mug: [9e12, 9e12] }, dismissed: { jar: 9e12 } }

test('the functions are found', () => {
  expect(BUILTINS.length).toBeGreaterThan(40)
  expect(BUILTINS).toEqual(expect.arrayContaining(['Array.prototype.flat', 'Object.fromEntries']))
})

/** Functions in one test: a page takes a second. */
const AT_ONCE = 8
const CHUNKS = Array.from({ length: Math.ceil(BUILTINS.length / AT_ONCE) }, (_, at) =>
  BUILTINS.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
)

for (const chunk of CHUNKS) {
  test(`no error reaches a page without ${chunk[0]} … ${chunk.at(-1)}`, async ({ shop }) => {
    for (const path of chunk) {
      const visit = await shop.visit(
        {
          tag: 'data-key="pk_test" data-consent="granted"',
          head: `<script>localStorage.setItem('pairwell', '${JSON.stringify(REMEMBERED)}'); delete ${path}
            window.dataLayer = []</script>`,
          body: PANEL,
        },
        json(
          pageOf(
            panel(
              [...PAIR, ...ODD],
              { not_for_me: true, layout: 'carousel', explore: 0.5 },
              { spare: [item('lid')] },
            ),
          ),
        ),
      )
      await atRest(visit)
      expect([path, visit.faults]).toEqual([path, []])
      await visit.page.context().close()
    }
  })
}
