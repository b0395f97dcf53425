/** What a press, a choice or a toggle runs. @param value of the field, if it is one @param at the element itself */
export type Handler = (value: string, at: unknown) => void
/** Attributes; `on…` are handlers, `--…` custom properties of the style sheet. */
type Props = Readonly<Record<string, string | number | boolean | Handler | undefined>>
type Child = Node | string | false | undefined

/**
 * One element of a panel, as plain data: the page makes it of the DOM's own (page/patch), the Worker of text (html).
 * A class, so that no JSON of a catalogue can pass for one (CVE-2026-22028 was that).
 */
export class Node {
  readonly tag: string
  readonly props: Props
  readonly children: readonly (Node | string)[]

  constructor(tag: string, props: Props, children: readonly (Node | string)[]) {
    this.tag = tag
    this.props = props
    this.children = children
  }
}

/** An element. Children that are nothing leave no trace; an empty text is nothing. */
export function h(tag: string, props: Props, ...children: readonly (Child | readonly Child[])[]): Node {
  return new Node(tag, props, children.flat().filter(isThere))
}

const isThere = (child: Child): child is Node | string =>
  child instanceof Node || (typeof child === 'string' && child !== '')

/** An attribute's text; undefined when it is not written. */
export function attributeOf(value: Props[string]): string | undefined {
  if (value === true) return ''
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
