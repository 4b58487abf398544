// The functions of template.yaml, over the store that ORDERS_STORE names.
import { ordersHandlers } from './orders-handlers.ts';
import { openOrderStore } from './stores/open-order-store.ts';

export const { placeOrder, listOrders, getOrder, listAllOrders } = ordersHandlers({
  store: await openOrderStore(process.env['ORDERS_STORE']),
});
