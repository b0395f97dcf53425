import type { AddDetail, AddedDetail, Intent, Placement } from '@pairwell/widget'
import { defineComponent, h, onMounted, type PropType, watch } from 'vue'
import { useLoad } from './shop.ts'

/** A panel: the attributes of `<pairwell-panel>` as props; other attributes go to the element. */
export const PairwellPanel = defineComponent({
  name: 'PairwellPanel',
  props: {
    placement: String as PropType<Placement>,
    intent: String as PropType<Intent>,
    itemId: String,
    cartItemIds: Array as PropType<readonly string[]>,
    limit: Number,
    /** A shopper adds an item. Return what your cart returns: the button follows the promise. Without it `rec:add` goes on as on any page. */
    onAdd: Function as PropType<(detail: AddDetail) => unknown>,
    /** All items of one press are in the cart. */
    onAdded: Function as PropType<(detail: AddedDetail) => void>,
  },
  setup(props, { slots }) {
    const load = useLoad()
    onMounted(() => void load())
    const add = ({ detail }: CustomEvent<AddDetail>) => {
      const { onAdd } = props
      if (onAdd) detail.respond(taken(onAdd, detail))
    }
    const added = ({ detail }: CustomEvent<AddedDetail>) => props.onAdded?.(detail)
    return () => {
      const { placement, intent, itemId, cartItemIds, limit } = props
      const attributes = {
        ...{ placement, intent, limit, 'item-id': itemId, 'cart-item-ids': cartItemIds?.join() },
      }
      return h('pairwell-panel', { ...attributes, 'onRec:add': add, 'onRec:added': added }, slots.default?.())
    }
  },
})

/** What the callback returns, as a promise; one that throws is a rejection, which the button shows. */
const taken = async (onAdd: (detail: AddDetail) => unknown, detail: AddDetail) => await onAdd(detail)

/** The next best offer of a signed-in customer; nothing without one. */
export const PairwellOffer = defineComponent({
  name: 'PairwellOffer',
  props: {
    placement: String as PropType<Placement>,
    itemId: String,
    /** Of your server: `customerToken` of `@pairwell/server`. Nothing is asked without it, and without consent. */
    customerToken: String,
  },
  setup(props) {
    const load = useLoad()
    const show = () => {
      const { customerToken } = props
      if (customerToken) void load().then((pairwell) => pairwell?.customer(customerToken))
    }
    onMounted(show)
    watch(() => [props.customerToken, props.placement, props.itemId], show, { flush: 'post' })
    return () => h('pairwell-offer', { placement: props.placement, 'item-id': props.itemId })
  },
})
