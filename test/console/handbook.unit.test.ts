import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { anchorOf } from '../../tools/docs/markdown.ts'

it('every section that a page of the console leads to exists', () => {
  const headings = [...readFileSync('docs/HANDBOOK.md', 'utf8').matchAll(/^#+ (.+)$/gm)].map(
    ([, text = '']) => anchorOf(text),
  )
  const helps = globSync('console/pages/**/*.tsx').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/help="([^"]+)"/g)].map(([, anchor = '']) => anchor),
  )
  expect(helps.length).toBeGreaterThan(10)
  expect(helps.filter((anchor) => !headings.includes(anchor))).toEqual([])
  expect(new Set(headings).size).toBe(headings.length)
})
