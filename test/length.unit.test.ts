import { globSync, readFileSync } from 'node:fs'
import { parseSync, Visitor } from 'vite'
import { describe, expect, it } from 'vitest'

// A file that fits on a few screens has one idea, and a function that fits on one can be read at once.
const MAX_FILE_LINES = 250
const MAX_FUNCTION_LINES = 60

/** Returns the number of lines of a file and of each function, including blank lines and comments. */
function lengthsOf(path: string, source: string) {
  const lineAt = (offset: number) => source.slice(0, offset).split('\n').length
  const functions: { name: string; lines: number }[] = []
  const add = (name: string, { start, end }: { start: number; end: number }) =>
    functions.push({ name: `${path}:${lineAt(start)} ${name}`, lines: lineAt(end) - lineAt(start) + 1 })
  new Visitor({
    FunctionDeclaration: (node) => add(node.id?.name ?? 'function', node),
    FunctionExpression: (node) => add(node.id?.name ?? 'function', node),
    ArrowFunctionExpression: (node) => add('=>', node),
  }).visit(parseSync(path, source).program)
  return { lines: source.trimEnd().split('\n').length, functions }
}

const SOURCES = globSync([
  '{vocabulary,engine,schema,worker,widget,console,demo,tools,bench,examples}/**/*.{ts,tsx}',
  'packages/*/src/**/*.ts',
]).filter((path) => !path.includes('node_modules') && !path.includes('/generated/'))

describe('length', () => {
  it('counts the lines of files and functions', () => {
    const source = 'const one = 1\nfunction two() {\n  return () => {\n    return one\n  }\n}\n'
    expect(lengthsOf('a.ts', source)).toEqual({
      lines: 6,
      functions: [
        { name: 'a.ts:2 two', lines: 5 },
        { name: 'a.ts:3 =>', lines: 3 },
      ],
    })
  })

  it(`no source file has more than ${MAX_FILE_LINES} lines`, () => {
    expect(SOURCES.length).toBeGreaterThan(300)
    const long = SOURCES.map((path) => ({ path, lines: lengthsOf(path, readFileSync(path, 'utf8')).lines }))
    expect(long.filter(({ lines }) => lines > MAX_FILE_LINES)).toEqual([])
  })

  it(`no function has more than ${MAX_FUNCTION_LINES} lines`, () => {
    const all = SOURCES.flatMap((path) => lengthsOf(path, readFileSync(path, 'utf8')).functions)
    expect(all.length).toBeGreaterThan(2_000)
    expect(all.filter(({ lines }) => lines > MAX_FUNCTION_LINES)).toEqual([])
  })
})
