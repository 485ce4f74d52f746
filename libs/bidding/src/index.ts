export * from './domain/auction';
export * from './domain/commands';
export * from './domain/events';
export * from './domain/rules';
export * from './domain/state';
