import type {
  AddDetail,
  AddedDetail,
  Intent,
  OfferAttributes,
  PanelAttributes,
  Placement,
} from '@pairwell/widget'
import { createElement, type HTMLAttributes, type ReactElement, useEffect, useRef } from 'react'
import { useLoad } from './shop.ts'

type Common = Omit<HTMLAttributes<HTMLElement>, 'placeholder'>

/** A panel: the attributes of `<pairwell-panel>` in React's notation, and every attribute of HTML. */
export type PairwellPanelProps = Common & {
  placement?: Placement | undefined
  intent?: Intent | undefined
  itemId?: string | undefined
  cartItemIds?: readonly string[] | undefined
  limit?: number | undefined
  /** A shopper adds an item. Return what your cart returns: the button follows the promise. Without it `rec:add` goes on as on any page. */
  onAdd?: ((detail: AddDetail) => unknown) | undefined
  /** All items of one press are in the cart. */
  onAdded?: ((detail: AddedDetail) => void) | undefined
}

/** A panel. Shows nothing until an answer has come, and nothing on the server. */
export function PairwellPanel(props: PairwellPanelProps): ReactElement {
  const { placement, intent, itemId, cartItemIds, limit, onAdd, onAdded, ...rest } = props
  const element = useRef<HTMLElement>(null)
  const load = useLoad()
  useEffect(() => void load())
  useEffect(() => {
    const panel = element.current
    const add = ({ detail }: CustomEvent<AddDetail>) => onAdd && detail.respond(taken(onAdd, detail))
    const added = ({ detail }: CustomEvent<AddedDetail>) => onAdded?.(detail)
    panel?.addEventListener('rec:add', add)
    panel?.addEventListener('rec:added', added)
    return () => {
      panel?.removeEventListener('rec:add', add)
      panel?.removeEventListener('rec:added', added)
    }
  }, [onAdd, onAdded])
  const attributes: PanelAttributes = {
    ...{ placement, intent, limit, 'item-id': itemId, 'cart-item-ids': cartItemIds?.join() },
  }
  return createElement('pairwell-panel', { ...htmlOf(rest), ...attributes, ref: element })
}

/** What the callback returns, as a promise; one that throws is a rejection, which the button shows. */
const taken = async (onAdd: (detail: AddDetail) => unknown, detail: AddDetail) => await onAdd(detail)

/** The next best offer of a signed-in customer. */
export type PairwellOfferProps = Common & {
  placement?: Placement | undefined
  itemId?: string | undefined
  /** Of your server: `customerToken` of `@pairwell/server`. Nothing is asked without it, and without consent. */
  customerToken?: string | undefined
}

/** The next best offer of a signed-in customer; nothing without one. */
export function PairwellOffer(props: PairwellOfferProps): ReactElement {
  const { placement, itemId, customerToken, ...rest } = props
  const load = useLoad()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the offer of another place or item is another one
  useEffect(() => {
    if (customerToken) void load().then((pairwell) => pairwell?.customer(customerToken))
  }, [customerToken, placement, itemId])
  const attributes: OfferAttributes = { placement, 'item-id': itemId }
  return createElement('pairwell-offer', { ...htmlOf(rest), ...attributes })
}

/** Before version 19 React passes `className` of a custom element on as it is. */
const htmlOf = ({ className, ...rest }: Common) => ({ ...rest, ...(className && { class: className }) })
