/**
 * What the ANS documents state, one row a statement, columns separated by tabs: id, kind, why no case tests it
 * (a key of `NOT_TESTED`, or `-`), statement, the words it stands on as printed, slips of the scan included.
 */
export const ANS_STATEMENTS = `
S1-001	URL	administrative	Olaqin support portal serves the CAs	« https://support.olaqin.fr/dem/plugins/servlet/desk/portal/15 »
S1-002	URL	platform	pfc-auth (card login)	« https://pfc-auth.eservices.esante.gouv.fr »
S1-003	URL	platform	PFCNG authentication page	« https://pfc.eservices.esante.gouv.fr/pfcng-ihm/authentication.xhtml »
S1-004	actor	-	IngeTrust and Geotrust CAs must be installed first; published by Olaqin portal 15	« Des AC (Autorités de certification) IngeTrust et Geotrust doivent être installées au préalable »
S1-005	actor	administrative	Mandataire, one or more, named by the representative only	« Le représentant légal d’une structure peut désigner un ou plusieurs mandataires pour sa structure »
S1-006	actor	administrative	Several ATs; (A)/(B) diagram	« Il peut désigner un (ou plusieurs) administrateur(s) technique(s) et s’assurer qu’il est (sont) porteur(s) d’une carte CPx nominative et active (A). »
S1-007	actor	-	GAP authenticates to PSP as TLS client	« un certificat client de type ORG AUTH_CLI pour authentifier la GAP auprès du Fournisseur de service de paiement »
S1-008	actor	-	GAP authenticates to TPE as TLS server	« un certificat serveur de type SSL_SERVEUR pour authentifier la GAP auprès du Terminal de Paiement Electronique »
S1-009	actor	-	TPE: IngeTrust certificate (Ingenico)	« des certificats d’authentification X509 avec clé privée émis par l’IGC IngeTrust de la société Ingenico »
S1-010	actor	-	PSP: Geotrust server certificate	« un certificat serveur X509 avec clé privée émis par Geotrust »
S1-011	actor	administrative	Legal representative = director of the establishment	« Le directeur d’établissement est le représentant légal de la structure »
S1-012	actor	administrative	Administrateur technique named by representative or mandataire	« L’administrateur technique est une personne de confiance à qui le représentant légal de l’établissement, ou son (ses) mandataire(s), délègue le droit de gérer le cycle de vie »
S1-013	actor	administrative	Editor may be AT of an establishment, same procedure	« Les établissements de santé souhaitant confier le rôle d’administrateur technique à un éditeur peuvent le faire »
S1-014	actor	administrative	ANS/ASIP customer service validates forms	« Pour toute information, vous pouvez contacter notre service client à l’adresse »
S1-015	card	administrative	the tree asks for a Carte de Personnel Autorisé in validity	« une personne avec une Carte de Personnel Autorisé en cours de validité »
S1-016	cert	-	Diapason needs two: AUTH_CLI + SSL_SERVEUR	« les établissements de santé doivent commander deux certificats logiciels spécifiques émis par l’IGC-Santé »
S1-017	check	-	server certificate: lineage, dates; revocation OPTIONAL (PSP link)	« Etat de révocation (optionnel) »
S1-018	check	-	mutual TLS, TLS 1.2, GAP-PSP	« Authentification TLS mutuelle »
S1-019	check	-	TLS 1.2 flow	« Flux TLS 1.2 »
S1-020	check	-	client certificate: lineage, dates; revocation MANDATORY (PSP link)	« Etat de révocation (obligatoire) »
S1-021	contact	administrative	technical vs editors mailboxes	« editeurs@esante.gouv.fr pour les questions »
S1-022	doc	platform	Guide IHM, CSR procedure names	« Procédure de génération de CSR (document ASIP-PUSC- »
S1-023	form	administrative	F101 representative card	« Formulaire n°101 (demande de carte de représentant légal de »
S1-024	form	administrative	contract form	« Formulaire de contrat de structure »
S1-025	form	administrative	F301 employee card	« Formulaire n°301 (demande d’attribution de carte »
S1-026	form	administrative	F502 mandataire	« de désignation de mandataire (formulaire n°502) »
S1-027	form	administrative	F413 to certificats@	« le formulaire n°413 de commande de certificats logiciels »
S1-028	form	platform	first certificate only; AT may already be habilitated, check on PFCNG	« un administrateur est peut-être déjà habilité à la commande de certificats »
S1-029	life	-	mail to the AT(s) one month before	« alertés par courrier électronique de l’arrivée à échéance du certificat un mois avant »
S1-030	life	-	must revoke on error, loss, theft	« Si vous générez un certificat comportant des erreurs ou en cas de perte ou de vol de certificat, il est nécessaire de le révoquer »
S1-031	life	-	3 years	« Le certificat logiciel, une fois généré, a une validité de 3 ans »
S1-032	naming	-	service applicatif Client_Diapason_PSP, RECOMMENDED	« nous recommandons de suivre les règles de nommage suivantes pour le « service applicatif » »
S1-033	naming	-	SSL_Serveur: <server>.<domain> of the server that talks to TPEs	« pour la demande SSL_Serveur, indiquer la valeur «<nom de serveur>.<nom de domaine> » »
S1-034	prereq	administrative	CDE or "CPS responsable"	« Si le représentant légal de la structure n’a pas de contrat et/ou de carte CDE (ou CPS responsable) »
S1-035	prereq	administrative	contract signed with ANS	« Disposer d’un contrat signé avec l’agence du »
S1-036	prereq	administrative	representative or mandataire equipped with an active CDE	« Être équipé d’une carte CDE active »
S1-037	prereq	platform	PC with smart-card reader	« un poste équipé d'un lecteur de carte à puce »
S1-038	right	platform	mandataire: opposes cards (loss, theft, malfunction) or REVOKES certificates	« mettre en opposition des cartes en cas de perte, vol ou dysfonctionnement ou révoquer des certificats »
S1-039	right	administrative	mandataire: orders CPx cards	« commander des cartes CPx distribuées par l’agence du numérique en santé »
S1-040	right	administrative	mandataire: réfection of lost PIN codes	« demander la réfection des codes confidentiels perdus (réédition des plis sécurisés) »
S1-041	right	administrative	mandataire: updates holders data	« actualiser les données relatives aux porteurs de produits »
S1-042	right	administrative	mandataire: habilitates ATs	« habiliter les administrateurs techniques de certificats logiciels »
S1-043	right	platform	representative or mandataires add/remove AT habilitations during 3 years	« le représentant légal de la structure ou ses mandataires ont la possibilité de gérer les habilitations (ajout ou suppression) »
S1-044	right	platform	AT: four rights	« gérer le cycle de vie (demande, retrait, révocation et suivi) »
S1-045	route	administrative	esante portal path (profil / structure / produit / rubrique)	« Sélectionnez la rubrique « Commander le contrat de structure et »
S1-046	route	administrative	TOM for cards	« il est également possible de se rendre sur le portail TOM à l’adresse https://tom.eservices.esante.gouv.fr/tom/ »
S1-047	rule	network	network must let the TPE reach the GAP BY that FQDN	« doit permettre au TPE d’atteindre le serveur GAP/Diapason en utilisant la valeur de FQDN saisie dans le TPE »
S1-048	rule	-	test certificates exist for establishments too	« Pour déployer Diapason en environnement de test, les établissements de santé doivent commander deux certificats logiciels »
S1-049	rule	administrative	director changed: order F101 AND contract form, return BOTH to cartes@	« Renvoyer les deux formulaire à l’agence du numérique en santé à l’adresse »
S1-050	rule	platform	habilitation domain: the widest, no sub-domain nor host	« saisir le nom du domaine le plus large, du type *<nom de domaine> »
S1-051	rule	-	CN is a FQDN by RFC 1035, optional sub-domain	« être de la forme : <nom de serveur>.[nom de sous-domaine].<nom de domaine> »
S1-052	rule	platform	ask the SIH editor which format certificate and key are used in	« sous quel format seront utilisés le certificat et la biclé »
S1-053	rule	terminal	TPE has a dedicated parameter for the FQDN	« Le TPE Diapason prévoit un paramétrage dédié qui permet de spécifier le FQDN du serveur GAP/Diapason »
S1-054	rule	-	TPE FQDN identical to CN	« FQDN saisi dans le TPE doit être identique à la valeur du CN du certificat serveur »
S1-055	rule	-	key and CSR on line -> PKCS#12	« le certificat et la biclé sont générés en ligne au format PKCS12 »
S1-056	rule	-	PKCS#12 carries ACI and ACR	« générés au format PKCS12 avec les 2 certificats ACI et ACR »
S1-057	trap	slip	second diagram (TPE) carries PSP title and NO verification list	« dans les échanges entre les ETS et le PSP »
S1-058	trap	slip	first copy of step 3 lists ORG_SIGN for Diapason (copy-paste)	« ▪ ORG_SIGN »
S1-059	trap	slip	"charger son CSR" paragraph is lost in S1 (second bullet repeats the first)	« le certificat et la biclé télécharger à l’adresse http://igc-sante.esante.gouv.fr/AC/ACI-EL-ORG.cer »
S1-060	trap	slip	text of Diapason says "pour ROC"	« certificats logiciels commandés pour ROC »
S1-061	tree	administrative	no contract, several EG: may sign at EG, with that consequence	« votre établissement de santé compte-t-il plusieurs EG »
S1-062	tree	administrative	no contract, one EG: EJ or EG, EJ advised	« Il est préconisé de signer à l’EJ »
S1-063	tree	administrative	contract? director changed? person with card?	« Le directeur d’établissement a-t-il changé depuis la signature du contrat »
S1-064	tree	administrative	contract at EJ: nothing to do	« le contrat est signé à l’EJ : vous n’avez rien à faire »
S1-065	tree	-	contract at EG: certificates attached to and shown as that EG	« les certificats logiciels seront rattachés à cet EG, c’est donc cet EG qui sera présenté »
S1-066	value	platform	F413 4.2 boxes: ORG usage AUTH_CLI, SERVEUR usage SSL_serveur	« cocher « Offre certificat logiciel ORG (Personne morale) usage AUTH_CLI » »
S1-067	value	platform	example not serveurX.ch-ville.fr but *ch-ville.fr (no dot: boundary trap evilch-ville.fr)	« ne doit pas être « serveurX.ch-ville.fr » mais «*ch-ville.fr » »
S1-068	value	administrative	F413 4.1 text client	« usage authentification TLS mutuelle pour répondre au cas d’usage de l’authentification directe d’une personne morale (ES ou assimilé) vis-à-vis du PSP conformément aux spécifications du dispositif Diapason »
S1-069	value	administrative	F413 4.1 text server	« l’authentification directe d’un serveur (GAP) vis-à-vis du TPE conformément aux spécifications du dispositif Diapason »
S1-070	value	-	cipher	« TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA256 »
S2-001	URL	slip	ACI-EL-ORG.cer (PRODUCTION ACI, cited even for test)	« sante.esante.gouv.fr/AC/ACI-EL- ORG.cer »
S2-002	actor	repeated	same CAs, contact Ingenico (2019) instead of Olaqin	« Des CA IngeTrust et CA Geotrust doivent être installées sur la GAP au préalable »
S2-003	check	-	TPE link: server optional, client (TPE) mandatory revocation	« Échanges entre les établissements et le TPE : certificats et mécanismes de sécurité mis en œuvre »
S2-004	life	repeated	test certificates: 3 years, alert one month before	« Le certificat logiciel de test, une fois généré, a une validité de 3 ans »
S2-005	naming	repeated	same value, imperative in the editors document	« indiquer la valeur « Client_Diapason_PSP » »
S2-006	right	platform	editor manages habilitations of test cards during 3 years	« de gérer les habilitations (ajout ou suppression) liées aux cartes CPx de test »
S2-007	rule	platform	test cards habilitated on a sub-domain only: resend F414 4.2 to widen	« il suffit de renvoyer le formulaire n°414 (étape 4.2) pour élargir les habilitations »
S2-008	rule	administrative	case B: has cards; check habilitations by mail or on PFCNG	« monserviceclient.developpement@asipsant »
S2-009	rule	platform	case B without habilitation: F414 4.3 "Oui" + card numbers	« renseigner les numéros des cartes CPx de test à habiliter »
S2-010	rule	-	real domain name; existence verified (also refuses .local)	« vérifiera l’existence de ce domaine »
S2-011	rule	administrative	case A: no test cards -> F414 section 3, kit + section 4	« L’éditeur ne dispose pas de cartes CPx de test »
S2-012	value	administrative	F414 4.3 "Non" + habilitate 1 of the 5 cards, e.g. the CDE	« habiliter 1 des 5 cartes du kit, par exemple la carte CDE »
S2-013	value	administrative	F414 3.2 kit box, quantity in column IGC Santé	« Cocher « Offre kit d’intégration » et indiquer la quantité souhaitée dans la colonne « IGC Santé » »
S2-014	value	administrative	F414 3.1 text	« Projet Diapason – usage authentification TLS mutuelle »
S2-015	value	-	F414 4.1 text	« Diapason – usage authentification TLS mutuelle vis-à-vis du PSP et des TPE »
S3-001	actor	-	IGC-Santé org certificate facing OSI certificate; both checks listed	« Certificat fourni par la PKI GIE SV (OSI)* »
S3-002	actor	-	AMC sphere: AC-SERVEUR and AC-SERVICES-APPLICATIFS of IGC OSI	« La sphère AMC s'authentifie et signe avec des certificats d'authentification et de signature de l'AC-SERVEUR et de l'AC-SERVICES-APPLICATIFS »
S3-003	actor	-	these CAs must be installed first, see GIE SESAM-Vitale	« Ces autorités de certification doivent, au préalable, être installées »
S3-004	cert	-	ROC needs ORG AUTH_CLI (annuaire) and ORG SIGN (ROC)	« un certificat de type ORG AUTH_CLI (usage Annuaire AMC) »
S3-005	cert	-	ORG SIGN	« un certificat de type ORG SIGN (usage ROC) »
S3-006	check	-	annuaire/AMC: client certificate revocation OPTIONAL	« Validité du certificat client »
S3-007	check	-	SAML token signed by ORG SIGN, direct authentication of a legal person	« conformément au Cadre d'interopérabilité technique des services AMC »
S3-008	check	-	AMC replies are signed (AC-SERVICES-APPLICATIFS)	« s'authentifie et signe »
S3-009	contact	administrative	addresses of 2022 (certificats@, cartes@ esante.gouv.fr)	« monserviceclient.cartes@esante.gouv.fr et page 12 »
S3-010	event	platform	requester told of receipt and validation	« est informé de la bonne réception et de la validation à commander »
S3-011	form	administrative	F502 also removes mandates	« Formulaire 502 (désignation de mandataire(s) ou suppression de mandat(s)) »
S3-012	naming	-	Client_ROC_Annuaire_AMC	« indiquer la valeur « Client_ROC_Annuaire_AMC » »
S3-013	naming	-	Client_ROC_WebServices_AMC	« indiquer la valeur « Client_ROC_WebServices_AMC » »
S3-014	prereq	administrative	contract name in 2023	« contrat d'adhésion aux services de l'Agence du Numérique en Santé relatifs aux moyens d'identification électronique »
S3-015	route	administrative	2023 path: Index des formulaires and démarche names	« https://esante.gouv.fr/index-des-formulaires#content-23051 »
S3-016	rule	-	CSR uploaded -> add the ACI	« il est nécessaire de rajouter le certificat d'autorité intermédiaire »
S3-017	trap	slip	corrupted addresses and phone in the scan	« monserviceclient.certificats@ans.santat.fr »
S3-018	trap	slip	first sheet says AT needs a CDE card; later sheet says CPx	« porteur(s) d'une carte CDE nominative et active (A) »
S3-019	trap	slip	a third misspelt mailbox	« monserviecelient.certificats@esante.gouv.fr »
S3-020	value	platform	F413 2023: 4.3 one box for the group	« Certificat ORG (Personne morale) usage AUTH_CLI, SIGN, CONF »
S3-021	value	administrative	ROC SIGN text	« usage signature d'un jeton SAML pour répondre au cas d'usage de l'authentification directe d'une personne morale »
S3-022	value	administrative	ROC AUTH_CLI text	« conformément aux spécifications de l'annuaire AMC »
S4-001	actor	administrative	DP reached through a proxy gateway of an editor	« éditeur de logiciel DP et/ou de la passerelle proxy le cas »
S4-002	actor	-	pharmacist, doctor, admission agent use the DP	« Pour la fonctionnalité de consultation pour les professionnels de santé (PS) pharmaciens »
S4-003	card	administrative	editor/integrator technician holds a CPA	« Un technicien travaillant chez I'éditeur ou chez l'intégrateur (détenteur d’une carte CPA) »
S4-004	card	administrative	employee AT: CPS if PS, CPE if not	« Un employé de la structure (détenteur d’une carte CPS pour les professionnels de santé »
S4-005	cert	-	PRO AUTH for each consulting user and admission agent	« Pour consulter le DP, la structure a besoin de fournir un certificat PRO usage AUTH »
S4-006	cert	-	PRO SIGN for pharmacists who feed	« Pour alimenter le DP, la structure a besoin de fournir un certificat PRO usage SIGN »
S4-007	form	administrative	mandataire by F301 with the box "mandat" (card + mandate in one)	« formulaire n°301 en cochant la case »
S4-008	form	administrative	F413 part 1: name, SIRET, FINESS géographique (blank if none), postcode, town	« si la structure n’a pas de numéro »
S4-009	form	administrative	F413 part 3: visa and stamp by representative or mandataire	« apposer également le cachet de votre structure »
S4-010	form	administrative	F413 part 4: editor, solution, version	« Précisez ensuite votre éditeur de logiciel DP et/ou de la passerelle proxy, la solution et »
S4-011	form	administrative	F413 part 4: AT coordinates; may be sent by the AT	« votre structure ou l'administrateur technique le renvoie par mail »
S4-012	life	repeated	3 years from obtention	« a une durée de validité de 3 ans a compter de son obtention »
S4-013	prereq	administrative	"in the case of card authentication": another way exists (e-CPS)	« une authentification par carte CPx »
S4-014	right	administrative	mandataire signs any form on certification products; card by profession	« le mandataire est habilité a signer tout formulaire relatif aux »
S4-015	right	administrative	representative or mandataire names ATs	« Il est également possible pour le représentant Iégal ou un mandataire d’une structure de »
S4-016	route	administrative	TOM orders the card AND habilitates the mandataire (S1/S3: TOM then F502)	« Le représentant légal peut également commander la carte CPE et habiliter le mandataire »
S4-017	route	administrative	F413 URL and mailbox	« https://esante.gouv.fr/documents/413 »
S4-018	rule	administrative	PRO beneficiary must also hold a CPx: CPS for PS, CPE for admission agents	« Pour bénéficier d’un certificat PRO chaque utilisateur doit aussi étre porteur d’une carte CPx »
S4-019	rule	-	CPS for pharmacists and doctors	« Cartes CPS pour les PS pharmaciens et médecins »
S4-020	rule	administrative	CPE for admission agents	« Cartes CPE pour les agents d’admission »
S4-021	rule	administrative	F413 signer must hold a valid CPS or CPx	« carte CPS ou CPx en cours de validité »
S4-022	rule	administrative	GHT: each site its own contract	« La commande de certificats d’organisation pour chacun des sites du GHT nécessite que chaque »
S4-023	rule	administrative	private groups: the same	« La commande de certificats d’organisation pour chacun des sites du groupe »
S4-024	rule	administrative	DSI makes an inventory of contracts first	« commence par faire un état des lieux des contrats »
S4-025	rule	-	admission agent: add/remove patient id in DP directory	« suppression de l'identifiant des patients dans »
S4-026	rule	platform	mail domain mandatory for the PRO offer (domain or sub-domain)	« obligatoire pour étre habilité a commander les certificats de I'offre PRO »
S4-027	rule	administrative	single-site private structure follows the procedure	« Cas d’une structure mono site géographique »
S4-028	value	-	PRO AUTH: UPN not mandatory; leave empty for the DP	« le champ UPN n’est pas obligatoire »
S4-029	value	-	PRO SIGN: e-mail not mandatory; leave empty for the DP	« il est conseillé de ne rien indiquer dans ces »
S4-030	value	platform	usage labels Authentification / Chiffrement / Signature, step 3	« CONF Chiffrement »
S4-031	value	administrative	DP text	« acces au DP en authentification avec un certificat de personne »
`;
