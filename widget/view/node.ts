import { h as element, isValidElement, type VNode } from 'preact'

export type { VNode } from 'preact'

/** Handler of a click, a choice or a toggle. */
export type Handler = (event: { readonly currentTarget: unknown }) => void
/** Attributes; `on…` are handlers. Of `aria-…` nothing is undefined: false would be written. */
export type Props = Readonly<Record<string, string | number | boolean | Handler | undefined>>
export type Child = VNode | string | false | undefined

/**
 * An element of Preact. Empty children are dropped, and so are objects of a catalogue's JSON in the place of a text (as in
 * CVE-2026-22028).
 */
export const h = (tag: string, props: Props, ...children: readonly (Child | readonly Child[])[]): VNode =>
  element(tag, { ...props, children: children.flat().filter(isThere) })

const isThere = (child: Child): child is VNode | string =>
  isValidElement(child) || (typeof child === 'string' && child !== '')
