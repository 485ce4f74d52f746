export * from './canonical';
export * from './clock';
export * from './errors';
export * from './hash';
export * from './ids';
export * from './money';
export * from './text';
export * from './uscc';
