import { expect, it } from 'vitest'
import { isSafeLink } from '../../widget/view/safe-link.ts'

it.each([
  'https://shop.example/mug',
  'HTTP://shop.example/mug',
  '//cdn.example/mug.jpg',
  '/items/mug',
  'items/mug?of=tea:green',
  '?item=mug',
  '#mug',
  ' https://shop.example/mug ',
])('%s is kept', (link) => expect(isSafeLink(link)).toBe(true))

it.each([
  null,
  '',
  ' \n\t',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  ' javascript:alert(1)',
  '\u0001javascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript\r:alert(1)',
  'vbscript:x',
  'data:text/html,<script>alert(1)</script>',
  'blob:https://shop.example/1',
  'file:///etc/passwd',
  'mailto:me@shop.example',
])('%j makes no card', (link) => expect(isSafeLink(link)).toBe(false))

it('accepts nothing that a browser reads as another scheme', () => {
  const marks = ['', ' ', '\n', '\t', '\0', '\u00a0', '\u200b', '/', '\\', ':', 'x']
  for (const before of marks)
    for (const inside of marks)
      for (const after of marks) {
        const link = `${before}java${inside}script${after}:alert(1)`
        const { protocol } = new URL(link, 'https://shop.example')
        if (isSafeLink(link)) expect(['http:', 'https:'], JSON.stringify(link)).toContain(protocol)
      }
})
