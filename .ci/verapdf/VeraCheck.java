import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Checks PDF files against PDF/A and PDF/UA with veraPDF, many files in one run of the virtual machine.
 *
 * <p>Usage: {@code VeraCheck FLAVOUR[,FLAVOUR]… FILE…}. A flavour is a veraPDF name such as {@code 3a}
 * or {@code ua1}. A file must both claim a flavour and keep its rules to pass.
 */
public final class VeraCheck {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int ERROR = 2;

    /** Kept in a field: the logging system forgets the level of a logger that nobody holds. */
    private static final Logger ROOT_LOGGER = Logger.getLogger("");

    public static void main(String[] args) {
        if (args.length < 2) {
            System.err.println("usage: VeraCheck FLAVOUR[,FLAVOUR]... FILE...");
            System.exit(ERROR);
        }
        // The findings are the output; the parser's own remarks would only bury them.
        ROOT_LOGGER.setLevel(Level.SEVERE);
        VeraGreenfieldFoundryProvider.initialise();

        List<PDFAFlavour> flavours = flavours(args[0]);
        int worst = PASSED;
        for (String file : List.of(args).subList(1, args.length)) {
            for (PDFAFlavour flavour : flavours) {
                worst = Math.max(worst, check(file, flavour));
            }
        }
        System.exit(worst);
    }

    /** Returns the flavours named in a list such as {@code 3a,ua1}; ends the program at an unknown one. */
    private static List<PDFAFlavour> flavours(String names) {
        List<PDFAFlavour> found = new ArrayList<>();
        for (String name : names.split(",")) {
            PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
            if (flavour == PDFAFlavour.NO_FLAVOUR) {
                System.err.println("error: veraPDF knows no flavour '" + name + "'");
                System.exit(ERROR);
            }
            found.add(flavour);
        }
        return found;
    }

    /** Checks one file against one flavour, prints the verdict and returns it. */
    private static int check(String file, PDFAFlavour flavour) {
        // A parser can be read once only, hence a new one for each flavour.
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            System.out.printf(
                    "%s  %s  %s  (%d checks, %d rules)%n",
                    result.isCompliant() ? "pass" : "FAIL",
                    flavour.getId(),
                    file,
                    result.getTotalAssertions(),
                    result.getValidationProfile().getRules().size());
            failedRules(result).forEach((rule, count) -> System.out.printf("      %s  (%d times)%n", rule, count));
            return result.isCompliant() ? PASSED : FAILED;
        } catch (Exception | LinkageError e) {
            System.out.printf("ERROR %s  %s  %s%n", flavour.getId(), file, rootCause(e));
            return ERROR;
        }
    }

    /** Returns what went wrong at the bottom; the layers above only say that something did. */
    private static Throwable rootCause(Throwable fault) {
        return fault.getCause() == null ? fault : rootCause(fault.getCause());
    }

    /** Returns each broken rule (clause, test, what it wants) with how often it was broken. */
    private static Map<String, Integer> failedRules(ValidationResult result) {
        Map<String, Integer> rules = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                rules.merge(rule + "  " + assertion.getMessage(), 1, Integer::sum);
            }
        }
        return rules;
    }
}
