import { attributeOf, type Node } from './node.ts'

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** Elements without an end. */
const VOID = ['img', 'input']

/** Text as it may stand between tags and in quotes. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? '')

/** A panel as HTML: every text is escaped, handlers are left to the tag. */
export function htmlOf(node: Node | string): string {
  if (typeof node === 'string') return escaped(node)
  const { tag, props, children } = node
  const attributes = Object.entries(props).map(([name, value]) => {
    const text = attributeOf(value)
    return text === undefined ? '' : ` ${name}="${escaped(text)}"`
  })
  const start = `<${tag}${attributes.join('')}>`
  return VOID.includes(tag) ? start : `${start}${children.map(htmlOf).join('')}</${tag}>`
}
