// Imported first: a simulated crash is no news for anybody's log.
process.env['LOG_LEVEL'] ??= 'silent';
