export default defineEventHandler((event) => readCart(event))
