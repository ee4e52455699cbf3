export { ALERTS, type AlertName, alertName } from './alerts.ts';
export { BancError, type CatalogueEntry, defineErrors, type ErrorCatalogue } from './error-catalogue.ts';
