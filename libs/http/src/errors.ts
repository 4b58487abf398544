// What a handler throws for the chain to present, for who has this package alone.
export {
  GatehouseError,
  type ErrorCode,
  type FieldError,
  type GatehouseErrorOptions,
} from '@gatehouse/errors';
