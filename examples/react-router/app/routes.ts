import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/front.tsx'),
  route('items/:item_id', 'routes/item.tsx'),
  route('cart', 'routes/cart.ts'),
  route('order', 'routes/order.tsx'),
] satisfies RouteConfig
