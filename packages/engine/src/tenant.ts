/** The embedded form has one tenant, made with the database. */
export const tenantId = 1;
