import { h as element, isValidElement, type VNode } from 'preact'

export type { VNode } from 'preact'

/** What a press, a choice or a toggle runs. */
export type Handler = (event: { readonly currentTarget: unknown }) => void
/** Attributes; `on…` are handlers. Of `aria-…` nothing is undefined: false would be written. */
export type Props = Readonly<Record<string, string | number | boolean | Handler | undefined>>
export type Child = VNode | string | false | undefined

/**
 * An element of Preact. Children that are nothing leave no trace, and neither does what a catalogue's JSON may bring where
 * a text belongs (CVE-2026-22028 was that).
 */
export const h = (tag: string, props: Props, ...children: readonly (Child | readonly Child[])[]): VNode =>
  element(tag, { ...props, children: children.flat().filter(isThere) })

const isThere = (child: Child): child is VNode | string =>
  isValidElement(child) || (typeof child === 'string' && child !== '')
